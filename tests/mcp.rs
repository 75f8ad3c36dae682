//! `ctx mcp`: a server for agents, over standard input and output.

mod access;
mod bad_input;
mod client;
mod clients;
mod lineage;
mod named;
mod resources;
mod size;
mod together;
mod told;
mod tools;
