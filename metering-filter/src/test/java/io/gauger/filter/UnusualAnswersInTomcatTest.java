package io.gauger.filter;

class UnusualAnswersInTomcatTest extends UnusualAnswersKit {
    @Override
    Container container() {
        return new TomcatContainer();
    }

    @Override
    boolean errorPageCounts() {
        return true;
    }
}
