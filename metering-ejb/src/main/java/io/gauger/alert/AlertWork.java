package io.gauger.alert;

/** What the timer drives. */
public interface AlertWork {
    /** Called every few seconds; does nothing before the application's metering has started and after it has stopped. */
    void lookAtBudgets();
}
