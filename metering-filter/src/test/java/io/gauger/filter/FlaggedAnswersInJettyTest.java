package io.gauger.filter;

class FlaggedAnswersInJettyTest extends FlaggedAnswersKit {
    @Override
    Container container() {
        return new JettyContainer();
    }
}
