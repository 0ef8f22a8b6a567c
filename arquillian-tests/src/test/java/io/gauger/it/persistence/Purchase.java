package io.gauger.it.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;

/** What the host keeps. */
@Entity
public class Purchase {
    @Id
    private long id;

    /** With its column spelt out: from precision and scale alone, OpenJPA makes a column without decimals. */
    @Column(columnDefinition = "decimal(19, 6)")
    private BigDecimal amount;

    /** For JPA, which fills the fields. */
    protected Purchase() {}

    Purchase(long id, BigDecimal amount) {
        this.id = id;
        this.amount = amount;
    }

    @Override
    public String toString() {
        return id + ": " + amount;
    }
}
