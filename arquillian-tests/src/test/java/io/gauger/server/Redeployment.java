package io.gauger.server;

/** How the application is taken from a running server and given to it again. Both return when the server has done it. */
interface Redeployment {

    /** For a server for which the tests have no way. */
    Redeployment UNKNOWN = new Redeployment() {
        @Override
        public void undeploy() {
            throw new IllegalStateException("the tests do not know how to undeploy here");
        }

        @Override
        public void deploy() {
            throw new IllegalStateException("the tests do not know how to deploy here");
        }
    };

    void undeploy();

    /** Throws if the server refuses the application. */
    void deploy();
}
