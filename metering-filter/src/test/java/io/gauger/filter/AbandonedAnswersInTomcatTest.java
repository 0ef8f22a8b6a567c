package io.gauger.filter;

class AbandonedAnswersInTomcatTest extends AbandonedAnswersKit {
    @Override
    Container container() {
        return new TomcatContainer();
    }
}
