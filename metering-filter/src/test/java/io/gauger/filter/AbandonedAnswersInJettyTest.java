package io.gauger.filter;

class AbandonedAnswersInJettyTest extends AbandonedAnswersKit {
    @Override
    Container container() {
        return new JettyContainer();
    }
}
