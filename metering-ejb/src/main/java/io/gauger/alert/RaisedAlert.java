package io.gauger.alert;

import org.jspecify.annotations.Nullable;

/**
 * An alert with its delivery.
 *
 * @param delivery null if there was no receiver when the alert was raised
 */
public record RaisedAlert(Alert alert, @Nullable Delivery delivery) {}
