package io.gauger.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteNotationTest {

    @Test
    void readsEveryAttribute() {
        Route route = RouteNotation.parse(
                "tiered",
                """
                POST,PUT /v1/tiered/{tier} custom
                  on_error=one bill_errors=none auth_required=true provider=acme priority=-3 enabled=false
                  metering_expr=respBody.model == 'gpt-4' ? 2 : 1
                """);
        assertThat(route.id()).isEqualTo("tiered");
        assertThat(route.methods()).containsExactlyInAnyOrder("POST", "PUT");
        assertThat(route.path()).isEqualTo(new PathPattern("/v1/tiered/{tier}"));
        assertThat(route.meteringMode()).isEqualTo(MeteringMode.CUSTOM);
        assertThat(route.meteringExpr()).isEqualTo("respBody.model == 'gpt-4' ? 2 : 1");
        assertThat(route.onError()).isEqualTo(OnError.ONE);
        assertThat(route.billErrors()).isEqualTo(BillErrors.NONE);
        assertThat(route.authRequired()).isTrue();
        assertThat(route.provider()).isEqualTo("acme");
        assertThat(route.priority()).isEqualTo(-3);
        assertThat(route.enabled()).isFalse();
    }

    @Test
    void whatIsNotSaidHasADefault() {
        Route route = RouteNotation.parse("all", "* /* request");
        assertThat(route.methods()).isEmpty();
        assertThat(route.meteringExpr()).isNull();
        assertThat(route.onError()).isEqualTo(OnError.ZERO);
        assertThat(route.billErrors()).isEqualTo(BillErrors.CLIENT);
        assertThat(route.authRequired()).isFalse();
        assertThat(route.provider()).isNull();
        assertThat(route.priority()).isZero();
        assertThat(route.enabled()).isTrue();
    }

    @Test
    void aRouteWrittenInJavaIsTheSame() {
        Route route = Route.named("files")
                .on("GET", "/v1/files/{bytes}")
                .bytes("responseBytes / 1024")
                .build();
        assertThat(route)
                .hasToString(
                        RouteNotation.parse("files", "GET /v1/files/{bytes} bytes metering_expr=responseBytes / 1024")
                                .toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        GET /x                                    | expected 'METHODS path metering_mode
        get /x request                            | 'get' is no HTTP method; write it in capitals
        GET x request                             | the path 'x' must begin with '/'
        GET /a*b request                          | may hold '*' only as a last '/*'
        GET /*/b request                          | may hold '*' only as a last '/*'
        GET /a{b} request                         | a variable is a whole segment, like {name}
        GET /{} request                           | a variable is a whole segment, like {name}
        GET /x?a=b request                        | may hold no query
        GET /metering/v1/usage request            | is Gauger's own and never metered
        GET /x requests                           | metering_mode must be one of request, bytes, response_field, custom, was 'requests'
        GET /x request on_error=two               | on_error must be one of zero, one, estimate, was 'two'
        GET /x request bill_errors=               | bill_errors must be one of client, none, all, was ''
        GET /x request auth_required=yes          | auth_required must be true or false, was 'yes'
        GET /x request priority=high              | priority must be a whole number, was 'high'
        GET /x request colour=red                 | 'colour' is no attribute; there are on_error
        GET /x request metering_expr=1            | metering_mode request takes no metering_expr
        GET /x custom                             | metering_mode custom needs a metering_expr
        GET /x custom metering_expr=1 +           | metering_expr '1 +':
        GET /x custom metering_expr=respbody.a    | (at position 0)
        GET /x request model_expr=respBody.model  | not known before the request runs
        GET /x request model_expr=reqBody.model   | read with inspect_request only
        GET /x request inspect_request=1          | inspect_request must be true or false, was '1'
        GET /x response_field metering_expr=1 + 1 | takes one field such as respBody.usage.total_tokens
        """)
    void aMistakeIsToldWithWhatWouldBeRight(String notation, String told) {
        assertThatThrownBy(() -> RouteNotation.parse("r", notation))
                .isInstanceOf(InvalidRouteException.class)
                .hasMessageStartingWith("route 'r': ")
                .hasMessageContaining(told);
    }

    @Test
    void aRouteMaySayHowItsRequestsTellTheirModel() {
        Route route = RouteNotation.parse("r", "POST /x request inspect_request=true model_expr=reqBody.a??path");
        assertThat(route.modelExpr()).isEqualTo("reqBody.a??path");
        assertThat(route.inspectRequest()).isTrue();
        assertThat(route)
                .isEqualTo(Route.named("r")
                        .on("POST", "/x")
                        .request()
                        .inspectRequest(true)
                        .modelExpr("reqBody.a??path")
                        .build());
        assertThat(RouteNotation.parse("r", "POST /x request").modelExpr()).isNull();
    }

    @Test
    void ofMethodsAndPathThatAreSaidTwiceTheLastCount() {
        Route route = Route.named("r").on("GET", "/a").on("*", "/b").request().build();
        assertThat(route.methods()).isEmpty();
        assertThat(route.path()).isEqualTo(new PathPattern("/b"));
    }

    @Test
    void anIdIsAName() {
        assertThatThrownBy(() -> RouteNotation.parse("a b", "GET /x request"))
                .isInstanceOf(InvalidRouteException.class)
                .hasMessageContaining("an id has 1 to 64");
    }
}
