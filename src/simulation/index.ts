export { registerSimulateCommand } from "./simulate.command.ts";
