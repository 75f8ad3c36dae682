use crate::support::Context;

const DOCUMENT: &str = r#"{"s":"<b>&","n":1.50,"big":123456789012345678901234567890123,"long":0.12345678901234567890123,
"e":1E5,"zero":-0,"o":{"z":1,"a":[1,2.50],"t":true,"k k":"v"}}"#;

fn text(context: &Context, template: &str) -> String {
    context.run(&["render", "--text", template]).done()
}

#[test]
fn values_are_printed_as_they_are_stored() {
    let context = Context::with(DOCUMENT);
    assert_eq!(
        text(&context, "{{ s }} {{ n }} {{ big }} {{ long }} {{ e }} {{ zero }} {{ o }} {{ o.t }} {{ o['k k'] }}"),
        "<b>& 1.50 123456789012345678901234567890123 0.12345678901234567890123 1E5 -0 \
         {\"z\":1,\"a\":[1,2.50],\"t\":true,\"k k\":\"v\"} true v\n"
    );
    assert_eq!(text(&context, "{{ document.o.a[1] }} {{ [n, {'k': e}] }}"), "2.50 [1.50,{\"k\":1E5}]\n");
    assert_eq!(text(&context, "{{ s | tojson }} {{ o.a | tojson(indent=true) }}"), "\"<b>&\" [\n  1,\n  2.50\n]\n");
    assert_eq!(
        text(&context, "{{ n == 1.5 }} {{ n > 1 }} {{ big + 1 }} {{ n * 2 }}"),
        "true true 123456789012345678901234567890124 3.0\n"
    );
    assert_eq!(
        text(&context, "{{ n | string }} {{ e | string }} {{ 3.50 | string }} {{ s | string }}"),
        "1.50 1E5 3.5 <b>&\n"
    );
    assert_eq!(
        text(&context, "{% for k, v in o|items %}{{ k }}={{ v }};{% endfor %}"),
        "z=1;a=[1,2.50];t=true;k k=v;\n"
    );
}

#[test]
fn a_number_in_two_forms_is_not_guessed() {
    let context = Context::with(r#"{"a":1.1,"b":1.10}"#);
    context.run(&["render", "--text", "x\n{{ b }}"]).fails(
        5,
        "ctx: could not render the template at line 2: invalid operation: \
         the context has this number as 1.1 and 1.10: use digits(OBJECT, KEY)\n",
    );
    assert_eq!(text(&context, "{{ digits(document, 'b') }} {{ document }}"), "1.10 {\"a\":1.1,\"b\":1.10}\n");
}

#[test]
fn a_number_that_no_double_holds_disturbs_only_what_uses_it() {
    let context = Context::with(r#"{"n":1,"o":{"c d":[1e400,1e-999]}}"#);
    assert_eq!(
        text(&context, "{{ n }} {{ o }} {{ digits(o['c d'], 0) }} {{ o['c d'] | length }}"),
        "1 {\"c d\":[1e400,1e-999]} 1e400 2\n"
    );
    context.run(&["render", "--path", "o", "--text", "x\n{{ document['c d'][1] }}"]).fails(
        5,
        "ctx: could not render the template at line 2: invalid operation: \
         o[\"c d\"][1] is 1e-999, which no double holds: use digits(OBJECT, KEY)\n",
    );
}

#[test]
fn names_of_the_language_come_before_members_of_these_names() {
    let context = Context::with(r#"{"document":"d","range":7,"loop":"l","dict":1}"#);
    assert_eq!(
        text(
            &context,
            "{{ document.document }}{{ document['range'] }}{{ loop }} {% for i in range(2) %}{{ loop.index }}{% endfor %}"
        ),
        "d7l 12\n"
    );
    context
        .run(&["render", "--text", "{{ debug() }}"])
        .fails(5, "ctx: could not render the template at line 1: unknown function: debug is unknown\n");
}

#[test]
fn one_step_without_end_is_stopped_and_deep_nesting_is_told() {
    let context = Context::with(r#"{"a":1}"#);
    let doubled = "{% set ns = namespace(x=[1]) %}{% for i in range(60) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}";
    for of in ["ns.x", "ns.x | tojson"] {
        let of = format!("{doubled}{{{{ {of} }}}}");
        context.run(&["render", "--timeout", "300ms", "--text", &of]).fails(
            4,
            "ctx: could not render the template: it was stopped after 300ms\n\
             hint: if it only needs longer: --timeout DURATION\n",
        );
    }
    let own = "{% set ns = namespace(x=1) %}{% set ns.x = ns %}{{ ns }}";
    let in_time = |template: &str| context.run(&["render", "--timeout", "5m", "--text", template]);
    in_time(own).fails(5, "ctx: could not render the template: it nests too deeply\n");
    in_time(&format!("{{{{ {}1 }}}}", "1+".repeat(20_000))).prints("20001\n");
    in_time(&format!("{{{{ {}1 }}}}", "-".repeat(50_000))).prints("1\n");
    let nested = "{% set ns = namespace(x=[]) %}{% for i in range(90000) %}{% set ns.x = [ns.x] %}{% endfor %}a";
    in_time(nested).prints("a\n");
}

#[test]
fn the_template_is_a_file_or_standard_input_and_takes_parameters() {
    let context = Context::with(r#"{"build":{"status":"red"}}"#);
    context.write("t.txt", "is {{ status }}\n\nfor {{ who }}\n");
    context.run(&["render", "t.txt", "--path", "build", "--with", "who=bob"]).prints("is red\n\nfor bob\n");
    context.run_with_input(&["render", "-"], "{{ build.status }}").prints("red\n");
    context.run_with_input(&["render", "-"], "").prints("");
    context
        .run(&["render", "nope.txt"])
        .fails(6, "ctx: could not read nope.txt: No such file or directory (os error 2)\n");
    context
        .run(&["render", "--text", "x", "--path", "build.status"])
        .fails(5, "ctx: could not render the template: build.status is a string, not an object\n");
    context.write("bad.txt", b"a\xff");
    context.run(&["render", "bad.txt"]).fails(5, "ctx: could not render bad.txt: it is not UTF-8 at byte 2\n");
}

#[test]
fn what_is_missing_is_an_error_with_name_and_line() {
    let context = Context::with(r#"{"o":{"a":1}}"#);
    context.write("t.txt", "a\n{{ o.b }}\n");
    context.run(&["render", "t.txt"]).fails(
        5,
        "ctx: could not render t.txt at line 2: undefined value: `o.b` is undefined\n\
         hint: for text in its place: {{ NAME | default('TEXT') }}\n",
    );
    assert_eq!(text(&context, "{{ x | default('none') }} {% if x is defined %}y{% endif %}"), "none \n");
}

#[test]
fn a_template_is_bounded_and_reads_nothing_else() {
    let context = Context::with(r#"{"a":1}"#);
    context.write("self.txt", "\n{% include 'self.txt' %}");
    let fails = |template: &str, why: &str| {
        context.run(&["render", "--text", template]).fails(5, &format!("ctx: could not render the template{why}\n"));
    };
    context.run(&["render", "self.txt"]).fails(
        5,
        "ctx: could not render self.txt at line 2: syntax error: unknown statement include \
         (a template is one text: it cannot include, import or extend another)\n",
    );
    let range = "{% for i in range(100000) %}";
    fails(&format!("{range}{range}{{% endfor %}}{{% endfor %}}"), " at line 1: it takes more than 5000000 steps");
    fails("{% for i in range(9999) %}{{ 'x'*2000 }}{% endfor %}", ": its output is longer than 10485760 bytes");
    fails("{{ ('x' * 400000000) | length }}", " at line 1: it takes more than 5000000 steps");
    let own = "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}";
    fails(own, " at line 1: invalid operation: recursion limit exceeded");
    let deep = format!("{{{{{}1{}}}}}", "(".repeat(3000), ")".repeat(3000));
    fails(&deep, " at line 1: syntax error: template exceeds maximum recursion limits");
    fails("{{ a", " at line 1: syntax error: unexpected end of input, expected end of variable block");
}
