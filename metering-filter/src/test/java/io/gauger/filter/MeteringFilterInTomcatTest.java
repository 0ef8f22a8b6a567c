package io.gauger.filter;

class MeteringFilterInTomcatTest extends MeteringFilterKit {
    @Override
    Container container() {
        return new TomcatContainer();
    }

    @Override
    boolean errorPageCounts() {
        return true;
    }
}
