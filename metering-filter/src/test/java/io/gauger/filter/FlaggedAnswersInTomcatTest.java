package io.gauger.filter;

class FlaggedAnswersInTomcatTest extends FlaggedAnswersKit {
    @Override
    Container container() {
        return new TomcatContainer();
    }
}
