package io.gauger.filter;

class CodedAnswersInJettyTest extends CodedAnswersKit {
    @Override
    Container container() {
        return new JettyContainer().compressing();
    }
}
