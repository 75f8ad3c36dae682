//! What a user has in the files stays as it is.

use std::fs::Permissions;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::Machine;
use crate::support::answer;

const SETTINGS: &str = "// of the team
{
    \"$schema\": \"https://json.schemastore.org/claude-code-settings.json\",
    \"hooks\": {
        \"Stop\": [
            { \"hooks\": [{ \"type\": \"command\", \"command\": \"beep\" }] }, // loud
        ],
        \"PostToolUse\": []
    },
    \"permissions\": { \"deny\": [\"Read(.env)\"], \"allow\": [\"Bash(make:*)\"] },
    /* unknown to ctx */ \"x\": 1e3,
}
";

#[test]
fn another_tools_hooks_comments_and_layout_stay() {
    let machine = Machine::new();
    machine.write("project/.claude/settings.json", SETTINGS);
    machine.setup("claude --write");
    let settings = machine.read("project/.claude/settings.json");
    let expected = "// of the team
{
    \"$schema\": \"https://json.schemastore.org/claude-code-settings.json\",
    \"hooks\": {
        \"Stop\": [
            { \"hooks\": [{ \"type\": \"command\", \"command\": \"beep\" }] }, // loud
            {
                \"hooks\": [
                    {
                        \"type\": \"command\",
                        \"command\": \"ctx hook stop --strict --client claude\"
                    }
                ]
            },
        ],
        \"PostToolUse\": [],
        \"SessionStart\": [
            {
                \"hooks\": [
                    {
                        \"type\": \"command\",
                        \"command\": \"ctx hook session-start --client claude\"
                    }
                ]
            }
        ],
";
    assert!(settings.starts_with(expected), "{settings}");
    let end = "    \"permissions\": { \"deny\": [\"Read(.env)\"], \"allow\": [\"Bash(make:*)\", \"mcp__ctx\", \
        \"Bash(ctx diff:*)\", \"Bash(ctx has:*)\", \"Bash(ctx keys:*)\", \"Bash(ctx overview:*)\", \
        \"Bash(ctx query:*)\", \"Bash(ctx search:*)\", \"Bash(ctx show:*)\", \"Bash(ctx status:*)\", \
        \"Bash(ctx wait:*)\"] },
    /* unknown to ctx */ \"x\": 1e3,
}
";
    assert!(settings.ends_with(end), "{settings}");
    assert_eq!(machine.setup("claude").stdout, "");
    machine.setup("claude --remove --write");
    assert_eq!(machine.read("project/.claude/settings.json"), SETTINGS);
}

#[test]
fn line_ends_marks_and_a_missing_last_one_stay() {
    for text in [
        "\u{feff}{\r\n\t\"a\": 1\r\n}\r\n",
        "{\"a\":[1,2]}",
        "{}",
        "{}\n",
        "{\n}\n",
        "{\"hooks\": {}, \"mcpServers\": {}, \"tools\": {\"allowed\": []}}\n",
        "{\n  \"a\": 1, // one\n  // nothing more\n}\n",
    ] {
        let machine = Machine::new();
        machine.write("project/.gemini/settings.json", text);
        let before = machine.all();
        machine.setup("gemini --write");
        let set = machine.read("project/.gemini/settings.json");
        assert_eq!(set.contains("\r\n"), text.contains("\r\n"), "{set}");
        assert_eq!(set.replace("\r\n", "").contains('\n'), !text.contains("\r\n"), "{set}");
        assert_eq!(
            (set.starts_with('\u{feff}'), set.ends_with('\n')),
            (text.starts_with('\u{feff}'), text.ends_with('\n'))
        );
        assert_eq!(machine.setup("gemini").stdout, "");
        machine.setup("gemini --remove --write");
        assert_eq!(machine.all(), before, "{text}");
    }
}

#[test]
fn the_table_of_a_server_is_put_at_the_end_of_the_configuration() {
    for text in
        ["", "model = \"x\"", "# mine\r\n[mcp_servers.other]\r\ncommand = \"o\"\r\n", "[a]\nb = '''\n[x]\n'''\n"]
    {
        let machine = Machine::new();
        machine.write("project/.codex/config.toml", text);
        let before = machine.all();
        machine.setup("codex --write");
        let set = machine.read("project/.codex/config.toml");
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let table = format!(
            "{newline}[mcp_servers.ctx]{newline}command = \"ctx\"{newline}args = [\"mcp\", \"--client\", \"codex\"]"
        );
        assert!(set.starts_with(text) && set.trim_end().ends_with(&table), "{set}");
        assert_eq!(machine.setup("codex").stdout, "");
        machine.setup("codex --remove --write");
        assert_eq!(machine.all(), before);
    }
}

#[test]
fn what_was_edited_is_left_and_said() {
    let machine = Machine::new();
    machine.setup("claude --write");
    for (file, old, new) in [
        ("project/.claude/settings.json", "stop --strict", "stop"),
        ("project/.mcp.json", "\"mcp\", ", "\"mcp\", \"--read-only\", "),
        ("project/.claude/skills/ctx/SKILL.md", "# ctx", "# Our ctx"),
    ] {
        machine.write(file, machine.read(file).replacen(old, new, 1));
    }
    let edited = machine.all();
    let left = "ctx: TOP/project/.claude/settings.json: left as it is: hooks.Stop is there, but not as ctx writes it
ctx: TOP/project/.mcp.json: left as it is: mcpServers.ctx is there, but not as ctx writes it
ctx: TOP/project/.claude/skills/ctx/SKILL.md: left as it is: it was not written by ctx, or was edited
";
    let set_up = format!("{left}ctx: nothing to change: Claude Code is set up in TOP/project\n");
    machine.setup("claude --write").prints_and_says("", &set_up);
    assert_eq!(machine.all(), edited);
    let taken = format!("{left}ctx: took ctx out of Claude Code in TOP/project, but for what is left as it is\n");
    machine.setup("claude --remove --write").prints_and_says("TOP/project/.claude/settings.json\n", &taken);
    let nothing = "nothing to change: nothing of ctx is in the files of Claude Code in TOP/project, but for what is left as it is";
    machine.setup("claude --remove --write").prints_and_says("", &format!("{left}ctx: {nothing}\n"));
    let rest = "{
  \"hooks\": {
    \"Stop\": [
      {
        \"hooks\": [
          {
            \"type\": \"command\",
            \"command\": \"ctx hook stop --client claude\"
          }
        ]
      }
    ]
  }
}
";
    assert_eq!(machine.read("project/.claude/settings.json"), rest);
    assert!(machine.read("project/.mcp.json").contains("--read-only"));
    assert!(machine.read("project/.claude/skills/ctx/SKILL.md").contains("# Our ctx"));
}

#[test]
fn a_file_keeps_its_mode_and_a_link_to_it_stays_a_link() {
    let machine = Machine::new();
    machine.write("home/dotfiles/settings.json", "{\"a\": 1}\n");
    let file = machine.home().join("dotfiles/settings.json");
    std::fs::set_permissions(&file, Permissions::from_mode(0o640)).unwrap();
    std::fs::create_dir(machine.home().join(".gemini")).unwrap();
    symlink("../dotfiles/settings.json", machine.home().join(".gemini/settings.json")).unwrap();
    let before = machine.all();
    machine.setup("gemini --user --write");
    let set = machine.all();
    assert_eq!(set["home/.gemini/settings.json"], before["home/.gemini/settings.json"]);
    assert_eq!(set["home/dotfiles/settings.json"].0, before["home/dotfiles/settings.json"].0);
    assert!(set["home/dotfiles/settings.json"].1.starts_with("{\"a\": 1, \"hooks\": {\n"));
    machine.setup("gemini --user --remove --write");
    assert_eq!(machine.all(), before);
}

#[test]
fn the_file_of_two_names_that_is_there_is_the_one_that_is_changed() {
    let machine = Machine::new();
    machine.write("project/opencode.jsonc", "{\n  // mine\n  \"theme\": \"x\",\n}\n");
    let written = machine.setup("opencode --write").stdout;
    assert_eq!(written, "TOP/project/opencode.jsonc\nTOP/project/.opencode/skills/ctx/SKILL.md\n");
    let expected = "{
  // mine
  \"theme\": \"x\",
  \"mcp\": {
    \"ctx\": {
      \"type\": \"local\",
      \"command\": [\"ctx\", \"mcp\", \"--client\", \"opencode\"]
    }
  },
}
";
    assert_eq!(machine.read("project/opencode.jsonc"), expected);
    // As version 2 has it.
    let text = "{\n  \"mcp\": {\n    \"servers\": {\n      \"x\": 1\n    }\n  }\n}\n";
    machine.write("project/opencode.jsonc", text);
    machine.setup("opencode --write");
    assert!(machine.read("project/opencode.jsonc").contains("\n      \"x\": 1,\n      \"ctx\": {\n"));
    assert_eq!(machine.setup("opencode").stdout, "");
    machine.setup("opencode --remove --write");
    assert_eq!(machine.read("project/opencode.jsonc"), text);
}

#[test]
fn many_at_once_write_one_after_another() {
    let machine = Machine::new();
    machine.write("project/.mcp.json", "{\"mcpServers\": {\"other\": {\"command\": \"o\"}}}\n");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            for client in ["claude", "gemini"] {
                let machine = &machine;
                scope.spawn(move || assert_eq!(answer(machine.command(&format!("{client} --write"))).code, 0));
            }
        }
    });
    for client in ["claude", "gemini"] {
        assert_eq!(machine.setup(client).stdout, "");
    }
    machine.setup("claude --remove --write");
    machine.setup("gemini --remove --write");
    let names: Vec<String> = machine.all().into_keys().collect();
    assert_eq!(names, ["home", "project", "project/.git", "project/.mcp.json"]);
    assert_eq!(machine.read("project/.mcp.json"), "{\"mcpServers\": {\"other\": {\"command\": \"o\"}}}\n");
}
