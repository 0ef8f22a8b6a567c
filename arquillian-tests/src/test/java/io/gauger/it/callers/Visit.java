package io.gauger.it.callers;

import jakarta.enterprise.context.RequestScoped;

/** What the application notes of one request. */
@RequestScoped
public class Visit {
    private String note = "nobody asked";

    public void note(String note) {
        this.note = note;
    }

    public String note() {
        return note;
    }
}
