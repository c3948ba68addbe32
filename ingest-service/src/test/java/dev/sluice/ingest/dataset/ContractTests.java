package dev.sluice.ingest.dataset;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.common.problem.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ContractTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void everySupportedTypeIsTaken() {
        for (String type : ContractCheck.TYPES) {
            assertThat(contract("{'fields':[{'name':'a','type':'%s'}]}".formatted(type)).schema()
                    .at("/fields/0/type").stringValue()).isEqualTo(type);
        }
    }

    @Test
    void requiredFieldsAreTheRequiredOnesAndThePrimaryKey() {
        assertThat(contract("""
                {'fields':[{'name':'a','type':'string'},
                {'name':'b','type':'date','constraints':{'required':true}},
                {'name':'c','type':'any','constraints':{'required':false}}],'primaryKey':['a']}""")
                .requiredFields()).containsExactlyInAnyOrder("a", "b");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', value = {
        "[]                                                                          | #",
        "{}                                                                          | #/fields",
        "{'fields':[]}                                                               | #/fields",
        "{'fields':['a']}                                                            | #/fields/0",
        "{'fields':[{'name':'a','type':'geopoint'}]}                                 | #/fields/0/type",
        "{'fields':[{'name':'a'}]}                                                   | #/fields/0/type",
        "{'fields':[{'name':' a','type':'any'}]}                                     | #/fields/0/name",
        "{'fields':[{'name':7,'type':'any'}]}                                        | #/fields/0/name",
        "{'fields':[{'name':'a','type':'any'},{'name':'a','type':'any'}]}            | #/fields/1/name",
        "{'fields':[{'name':'a','type':'date','format':'%y'}]}                       | #/fields/0/format",
        "{'fields':[{'name':'a','type':'any','constraints':{'required':1}}]}"
                + "| #/fields/0/constraints/required",
        "{'fields':[{'name':'a','type':'any','constraints':{'enum':[1]}}]}    | #/fields/0/constraints/enum",
        "{'fields':[{'name':'a','type':'any'}],'primaryKey':'b'}                     | #/primaryKey",
        "{'fields':[{'name':'a','type':'any'}],'primaryKey':['a','b']}               | #/primaryKey/1",
        "{'fields':[{'name':'a','type':'any'}],'primaryKey':['a','a']}               | #/primaryKey/1",
        "{'fields':[{'name':'a','type':'any'}],'primaryKey':[]}                      | #/primaryKey",
        "{'fields':[{'name':'a','type':'any'}],'title':'\\u0000'}                    | #",
        "{'fields':[{'name':'a','type':'any','example':{'x':['\\u0000']}}]}           | #",
        "{'fields':[{'name':'a','type':'any'}],'a/b':1}                              | #/a~1b",
    })
    void whatIsWrongIsPointedAt(String schema, String pointer) {
        assertThat(faults(schema)).extracting(Fault::pointer).containsExactly(pointer);
    }

    @Test
    void aContractThatNoEventCouldCarryIsRefused() {
        String schema = "{'fields':[{'name':'a','type':'any'}],'description':'%s'}";
        assertThat(contract(schema.formatted("x".repeat(65_000))).schema().has("description")).isTrue();
        assertThat(faults(schema.formatted("x".repeat(65_536)))).extracting(Fault::pointer)
                .containsExactly("#");
        assertThat(faults(schema.formatted("\u00e4".repeat(32_768)))).hasSize(1);
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        assertThat(faults("{'fields':[{'name':'','type':'x'},{'type':'y','name':'b'}],'primaryKey':'c'}"))
                .hasSize(4);
    }

    @SuppressWarnings("unchecked")
    private static List<Fault> faults(String schema) {
        InvalidContract refused = catchThrowableOfType(InvalidContract.class, () -> contract(schema));
        Map<String, Object> said = refused.getBody().getProperties();
        return (List<Fault>) said.get("errors");
    }

    private static Contract contract(String schema) {
        return new Contract(JSON.readTree(schema.replace('\'', '"')));
    }
}
