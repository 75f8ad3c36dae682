//! Several servers and the command line on one context.

use std::thread;

use serde_json::json;

use crate::mcp::client::Client;
use crate::support::Context;

#[test]
fn nothing_is_lost_between_two_servers_and_eight_writers() {
    const EACH: usize = 10;
    let context = Context::with(r#"{"x":0}"#);
    thread::scope(|scope| {
        for server in 0..2 {
            let context = &context;
            scope.spawn(move || {
                let mut client = Client::named(&format!("server{server}"), context, &[]);
                for i in 0..EACH {
                    client.done("set_context", json!({"values": {format!("s{server}.k{i}"): i}}));
                    let read = client.done("get_context", json!({"path": format!("s{server}.k{i}")}));
                    assert_eq!(read["value"], i, "a server sees what it wrote");
                }
                client.close();
            });
        }
        for writer in 0..8 {
            let context = &context;
            scope.spawn(move || {
                for i in 0..EACH {
                    context.run_as(&format!("writer{writer}"), &["set", &format!("w{writer}.k{i}"), &i.to_string()]);
                }
            });
        }
    });
    let count = context.run(&["query", "[.[] | length] | add"]).done();
    assert_eq!(count, format!("{}\n", 10 * EACH));
    context.run(&["verify", "-q"]).done();
    assert_eq!(context.records().len(), 1 + 10 * EACH);
}

#[test]
fn a_server_sees_at_once_what_others_wrote() {
    let context = Context::with(r#"{"n":0}"#);
    let mut client = Client::named("tester", &context, &[]);
    for i in 1..20 {
        context.run(&["set", "n", &i.to_string()]).done();
        assert_eq!(client.done("get_context", json!({"path": "n"})), json!({"path": "n", "rev": 1 + i, "value": i}));
    }
    context.run(&["set", "soon=1", "--ttl", "10ms"]).done();
    client.done("wait_for", json!({"what": "absent", "path": "soon"}));
    assert_eq!(client.fails("get_context", json!({"path": "soon"})).0, 1);
    client.close();
}
