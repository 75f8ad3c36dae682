//! What all calls of a server share.

use std::sync::Arc;

use anyhow::Result;
use tokio::sync::{RwLock, Semaphore, watch};

use crate::commands::Serving;
use crate::error::{Failure, Kind};
use crate::log::agent::AgentName;
use crate::mcp::call::Asking;
use crate::mcp::scope::lineage::Lineage;
use crate::mcp::scope::{Scope, Sight};
use crate::mcp::tools::{Effect, TOOLS, Tool};
use crate::session::current::Current;
use crate::session::settings::Settings;
use crate::session::{Session, random_id};
use crate::store::Snapshot;

/// How many calls may wait for something at a time: each has a thread.
const WAITS: usize = 32;

/// The name of a client that does not give one.
const UNNAMED: &str = "mcp-client";

/// What all calls of a server share.
pub struct Shared {
    settings: Settings,
    /// Who acts, if the one who configured the server says so; else the client does.
    agent: Option<AgentName>,
    /// The session of the client, where the environment names none.
    id: String,
    pub tools: Vec<&'static Tool>,
    pub is_read_only: bool,
    scope: Arc<Scope>,
    last: Arc<Current<Arc<Snapshot>>>,
    lineage: Arc<Lineage>,
    pub turn: Arc<RwLock<()>>,
    pub waits: Arc<Semaphore>,
    pub gone: watch::Receiver<bool>,
}

impl Shared {
    /// # Errors
    /// Fails if there is no tool of a name, or if the agent's name in the environment is invalid.
    pub fn new(serving: &Serving, session: &Session, gone: watch::Receiver<bool>) -> Result<Arc<Self>> {
        let Serving { client, read_only, allow, deny, tools } = serving;
        let taken = session.agent_and_source()?;
        let agent = ["--agent", "CTX_AGENT", "AI_AGENT"].contains(&taken.from).then_some(taken.name);
        let agent = agent.or_else(|| client.map(|client| AgentName::from_lossy(client.agent())));
        let scope = Arc::new(Scope { allow: allow.clone(), deny: deny.clone(), ..Scope::default() });
        Ok(Arc::new(Self {
            settings: session.settings().clone(),
            agent,
            id: random_id()?,
            tools: chosen(tools, *read_only)?,
            is_read_only: *read_only,
            scope,
            last: Arc::default(),
            lineage: Arc::default(),
            turn: Arc::default(),
            waits: Arc::new(Semaphore::new(WAITS)),
            gone,
        }))
    }

    /// What a call of the client `named` works with.
    pub fn asking(&self, named: Option<&str>, effect: Effect) -> Asking {
        let named = named.map(str::trim).filter(|name| !name.is_empty());
        let agent = self.agent.clone().unwrap_or_else(|| AgentName::from_lossy(named.unwrap_or(UNNAMED)));
        let settings = Settings { agent: Some(agent.clone()), ..self.settings.clone() };
        let sight = Sight {
            scope: Arc::clone(&self.scope),
            agent,
            last: Arc::clone(&self.last),
            lineage: Arc::clone(&self.lineage),
        };
        Asking {
            settings,
            id: self.id.clone(),
            is_read_only: self.is_read_only,
            creates: matches!(effect, Effect::Changes { .. }),
            sight,
        }
    }
}

/// The tools of these names, or all; without those that change something if only reading is allowed.
fn chosen(names: &[String], is_read_only: bool) -> Result<Vec<&'static Tool>> {
    let all = || TOOLS.iter().map(|tool| tool.name).collect::<Vec<_>>().join(", ");
    if let Some(unknown) = names.iter().find(|name| TOOLS.iter().all(|tool| tool.name != name.as_str())) {
        let why = format!("there is no tool {unknown:?}; there are {}", all());
        return Err(Failure::new(Kind::Usage, why).hint("ctx mcp --tools get_context,set_context").into());
    }
    let is_chosen = |tool: &&Tool| names.is_empty() || names.iter().any(|name| name == tool.name);
    Ok(TOOLS.iter().filter(is_chosen).filter(|tool| tool.effect.reads() || !is_read_only).collect())
}
