//! `ctx render`: text from a template.

use anyhow::Result;

use crate::commands::Answer;
use crate::error::{Failure, Kind};
use crate::json::kind_of;
use crate::options::template::TemplateArgs;
use crate::options::viewed::ViewedArgs;
use crate::platform::input::Source;
use crate::session::Context;

/// Print a template filled in with the document
///
/// The template is in the language of Jinja (minijinja): {{ build.status }}, {% if %}, {% for %}, filters.
/// The members of the document, or of the object at --path, are its variables; `document` is the object
/// itself: {{ document["any key"] }}. A value that is missing is an error; {{ x | default("none") }} is not.
#[derive(clap::Args, Debug)]
#[command(after_long_help = "Examples:
  ctx render report.txt --with reviewer=bob
  ctx render --text 'build is {{ build.status }}'
  echo '{% for page in pages %}{{ page }} {% endfor %}' | ctx render -
  ctx render --text '{{ plan | tojson(indent=true) }}' --task t12")]
pub struct Args {
    /// File of the template; - is standard input
    #[arg(value_name = "TEMPLATE", required_unless_present = "text", conflicts_with = "text")]
    template: Option<Source>,

    /// Take TEXT as the template
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,

    /// Use the object at PATH in place of the document
    #[arg(long, value_name = "PATH")]
    path: Option<String>,

    #[command(flatten)]
    limit: TemplateArgs,

    #[command(flatten)]
    viewed: ViewedArgs,
}

pub fn run(args: &Args, context: &mut Context<'_>) -> Result<Answer> {
    let (name, template) = match (&args.template, &args.text) {
        (Some(source), _) => (source.to_string(), read(source, context)?),
        (None, text) => ("the template".to_owned(), text.clone().unwrap_or_default()),
    };
    let path = context.session.path_or_namespace(args.path.as_deref())?;
    let object = args.viewed.read(&path, "render", context)?;
    if !object.is_object() {
        let why = format!("could not render {name}: {path} is {}, not an object", kind_of(&object));
        return Err(Failure::new(Kind::BadData, why).fact("path", path.to_string()).into());
    }
    let text = args.limit.render((&name, template), (path.to_string(), object.to_string()))?;
    if !text.is_empty() {
        context.out.text(text.strip_suffix('\n').unwrap_or(&text))?;
    }
    Ok(Answer::Yes)
}

fn read(source: &Source, context: &Context<'_>) -> Result<String> {
    let bytes = context.read(source)?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to() + 1;
        Failure::new(Kind::BadData, format!("could not render {source}: it is not UTF-8 at byte {at}")).into()
    })
}
