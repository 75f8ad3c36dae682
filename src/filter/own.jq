# Assignments: `rewrite.rs` makes `a = b` a call of `_assign(a; b)`, and so on.
def _assign(paths; $value): _set_all([path(paths)]; $value);
def _modify(paths; f): _modify_all([path(paths)]; f);
def _modify_alt(paths; $value): _modify(paths; . // $value);
def _modify_add(paths; $value): _modify(paths; . + $value);
def _modify_sub(paths; $value): _modify(paths; . - $value);
def _modify_mul(paths; $value): _modify(paths; . * $value);
def _modify_div(paths; $value): _modify(paths; . / $value);
def _modify_rem(paths; $value): _modify(paths; . % $value);

def first: .[0];
def last: .[-1];
def nth($n): .[$n];
def last(f): _last(f);
def _limit($n; f): limit($n; f);
def limit($n; f): if $n < 0 then f else _limit($n; f) end;
def _ltrimstr($text): ltrimstr($text);
def ltrimstr($text): if isstring and ($text | isstring) then _ltrimstr($text) else . end;
def _rtrimstr($text): rtrimstr($text);
def rtrimstr($text): if isstring and ($text | isstring) then _rtrimstr($text) else . end;
# The sum of the parts is made at the end: jaq would keep the text after each of them.
def _sub(re; f; flags): sub(re; f; flags);
def sub(re; f; flags):
  [split_matches(re; flags)[] | [if isarray then capture_of_match | f else . end]] as $parts
  | if all($parts[]; .[1:] == [] and . != []) then reduce $parts[][0] as $part (""; . + $part)
    else _sub(re; f; flags) end;
def sub(re; f): sub(re; f; "");
def gsub(re; f; flags): sub(re; f; "g" + flags);
def gsub(re; f): sub(re; f; "g");
def del(f): delpaths([path(f)]);
def map_values(f): .[] |= f;
def walk(f): def w: if isobject then map_values(w) elif isarray then map(w) else . end | f; w;
def tonumber: if isnumber then . else _number end;
def nth($n; f): if $n < 0 then error("nth doesn't support negative indices") else first(skip($n; f)) end;
def pick(f): . as $top | reduce path(f) as $p (null; setpath($p; $top | getpath($p)));
def from_entries:
  reduce .[] as $entry ({}; . + {
    ($entry | if isarray then error("an array is not an entry") else . end
      | if .key == null then .k // .name // .Name // .K // .Key else .key end
      | if isstring then . else tojson end):
    ($entry | if has("value") then .value elif has("v") then .v else .Value end)
  });
def with_entries(f): to_entries | map(f) | from_entries;
def flatten($depth):
  def items($n): .[] | if isarray and $n > 0 then items($n - 1) else . end;
  if $depth < 0 then error("flatten depth must not be negative") else [items($depth)] end;
def flatten: flatten(infinite);
def tostring: _text;
def @text: _text;
def @json: tojson;

def join($by):
  reduce .[] as $item (null;
    (if . == null then "" else . + $by end)
    + ($item | if . == null then "" elif isboolean or isnumber then tojson else . end))
  // "";

def ascii: [.] | implode;
def toarray: if isarray then . else [.] end;
def trimstr($text): ltrimstr($text) | rtrimstr($text);
def leaf_paths: paths(scalars);
def date: todate;
def have_literal_numbers: true;
def have_decnum: false;

def _row($sep; text):
  if isarray then map(if isarray or isobject then error("\(type) is not valid in a row of a table") else . end
    | if isstring then text elif . == null then "" else tojson end) | join($sep)
  else error("\(type) cannot be a row of a table, only an array can") end;
def @csv: _row(","; "\"" + gsub("\""; "\"\"") + "\"");
def @tsv: _row("\t"; gsub("\\\\"; "\\\\") | gsub("\t"; "\\t") | gsub("\n"; "\\n") | gsub("\r"; "\\r"));


def tostream: path(def r: (.[]?|r), .; r) as $p | getpath($p) | reduce path(.[]?) as $q ([$p, .]; [$p + $q]);
def fromstream(f): {x: null, e: false} as $init
  | foreach f as $i ($init;
      if .e then $init else . end
      | if $i | length == 2
        then setpath(["e"]; $i[0] | length == 0) | setpath(["x"] + $i[0]; $i[1])
        else setpath(["e"]; $i[0] | length == 1) end;
      if .e then .x else empty end);
def truncate_stream(stream): . as $n | null | stream | . as $input
  | if (.[0] | length) > $n then setpath([0]; .[0][$n:]) else empty end;

def INDEX(stream; f): reduce stream as $row ({}; .[$row | f | tostring] |= $row);
def INDEX(f): INDEX(.[]; f);
def JOIN($index; key): [.[] | [., $index[key]]];
def JOIN($index; rows; key): rows | [., $index[key]];
def JOIN($index; rows; key; made): rows | [., $index[key]] | made;
def IN(s): any(s == .; .);
def IN(src; s): any(src == s; .);
