import { type Command, Option } from "commander";
import { engines } from "./engines.ts";
import type { Options } from "./linkage.run.ts";

/** Adds `keepsight match LEFT RIGHT` and `keepsight dedupe FILE`: anybody's lists, without a database. */
export function registerLinkageCommands(program: Command): void {
  const withOptions = (command: Command) =>
    command
      .requiredOption("--columns <map.yaml>", "which columns to compare, and what they hold")
      .requiredOption("--out <file>", "where the pairs are written, CSV or .parquet")
      .option("--model <file>", "use the weights kept there; keep them there if there are none yet")
      .option(
        "--resume <folder>",
        "keep there what is done of a long run, and go on from it when the same run was stopped; deleted at the end",
      )
      .option("--memory <megabytes>", "how much the loader may use before it spills to disk", "1000")
      .addOption(
        new Option(
          "--engine <engine>",
          "who compares: this machine, or a ClickHouse server with the same answers",
        )
          .choices(engines)
          .default("native"),
      )
      .option(
        "--url <address>",
        "where ClickHouse answers, such as https://clickhouse.example.gov.uk:8443; user and password come from the environment: KEEPSIGHT_CLICKHOUSE_USER, KEEPSIGHT_CLICKHOUSE_PASSWORD",
      );
  withOptions(program.command("match <left> <right>"))
    .description("Find the rows of two lists (CSV or Parquet) that are one child, with the evidence.")
    .action(async (left: string, right: string, options: Options, command: Command) =>
      (await import("./linkage.run.ts")).runLinkage({ left, right }, options, command),
    );
  withOptions(program.command("dedupe <file>"))
    .description(
      "Find the rows of one list (CSV or Parquet) that are one child, with the evidence, and group them in OUT.groups.csv.",
    )
    .action(async (left: string, options: Options, command: Command) =>
      (await import("./linkage.run.ts")).runLinkage({ left, right: undefined }, options, command),
    );
}
