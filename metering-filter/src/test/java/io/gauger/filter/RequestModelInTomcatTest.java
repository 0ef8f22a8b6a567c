package io.gauger.filter;

class RequestModelInTomcatTest extends RequestModelKit {
    @Override
    Container container() {
        return new TomcatContainer();
    }
}
