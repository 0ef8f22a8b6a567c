package io.gauger.filter;

class CodedAnswersInTomcatTest extends CodedAnswersKit {
    @Override
    Container container() {
        return new TomcatContainer().compressing();
    }
}
