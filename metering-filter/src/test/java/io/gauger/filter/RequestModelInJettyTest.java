package io.gauger.filter;

class RequestModelInJettyTest extends RequestModelKit {
    @Override
    Container container() {
        return new JettyContainer();
    }
}
