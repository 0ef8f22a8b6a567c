package io.gauger.filter;

class UnusualAnswersInJettyTest extends UnusualAnswersKit {
    @Override
    Container container() {
        return new JettyContainer();
    }

    /** Jetty says that the request has ended before it dispatches to the error page. */
    @Override
    boolean errorPageCounts() {
        return false;
    }
}
