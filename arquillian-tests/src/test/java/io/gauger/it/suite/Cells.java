package io.gauger.it.suite;

import java.util.List;
import java.util.stream.Stream;

/** All cells of the suite. A new one is a row in one of these lists and an answer in the application. */
final class Cells {

    private Cells() {}

    static List<Cell> all() {
        return Stream.of(
                        BodyCells.all(),
                        FileCells.all(),
                        ErrorCells.all(),
                        AsyncCells.all(),
                        StreamCells.all(),
                        RequestCells.all(),
                        RestCells.all(),
                        ModeCells.all(),
                        TokenCells.all())
                .flatMap(List::stream)
                .toList();
    }
}
