//! What jq has and a filter of ctx does not, with the reason.

/// Native functions of jaq that are left out: what they reach is not the input.
pub const FUNCTIONS: [&str; 7] =
    ["env", "halt", "localtime", "strflocaltime", "debug_empty", "stderr_empty", "tobytes"];

/// Definitions of jaq that need those.
pub const DEFINITIONS: [&str; 4] = ["halt", "halt_error", "debug", "stderr"];

/// Definitions and functions of jaq in whose place there are ours.
pub const REPLACED: [&str; 7] = ["setpath", "delpaths", "tojson", "fromjson", "getpath", "has", "implode"];

/// Why a name is not there, if jq has it.
#[must_use]
pub fn why(name: &str) -> Option<&'static str> {
    Some(match name {
        "env" | "$ENV" => "a filter does not see the environment; use --arg NAME VALUE",
        "input" | "inputs" => "a filter has one input, the value at PATH",
        "input_filename" | "input_line_number" | "get_search_list" | "modulemeta" => "a filter does not read files",
        "import" | "include" => "a filter cannot load modules",
        "debug" | "stderr" => "a filter prints nothing but its results",
        "halt" | "halt_error" => "a filter cannot end the command; use `error` or `empty`",
        "localtime" | "strflocaltime" | "mktimelocal" => {
            "a filter does not know the time zone; use gmtime and strftime"
        }
        "$ARGS" | "$__prog_args" => "use --arg NAME VALUE, and $NAME in the filter",
        _ => return None,
    })
}
