package io.gauger.filter;

class UntouchedAnswersInJettyTest extends UntouchedAnswersKit {
    @Override
    Container container() {
        return new JettyContainer();
    }

    @Override
    boolean upgrades() {
        return false;
    }
}
