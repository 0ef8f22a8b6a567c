package io.gauger.filter;

class UntouchedAnswersInTomcatTest extends UntouchedAnswersKit {
    @Override
    Container container() {
        return new TomcatContainer();
    }

    @Override
    boolean upgrades() {
        return true;
    }
}
