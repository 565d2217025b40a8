// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import MigrationPipeline
import Mutation
import SourceText

/// Prints the share of single mutations that verify catches.
@main
struct MutationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mutation-run",
        abstract: "Mutate a converted driver and see whether verify notices.")

    @Argument(help: "The driver before its conversion.")
    var original: String
    @Argument(help: "The converted driver, which is mutated.")
    var converted: String
    @Option(help: "File of mutations that are known to survive, with reasons.")
    var survivors: String?
    @Option(help: "Mutations that are tried at most.")
    var limit = Int.max
    @Option(help: "Try every n-th mutation only.")
    var every = 1
    @Option(help: "Only mutations whose text contains this.")
    var only: String?
    @Option(help: "Failures and sequences that verify tries at most, each.")
    var budget = 500
    @Flag(help: "Tell what became of each mutation.")
    var verbose = false

    func run() throws {
        var options = VerifyOptions()
        options.budget = budget
        let known = try survivors.map { KnownSurvivors(parsing: try Self.text($0)) } ?? KnownSurvivors()
        let run = try MutationRun(
            original: original, converted: converted, settings: InputSettings(paths: []), options: options)
        var chosen = run.mutations.enumerated().filter { $0.offset % every == 0 }.map(\.element)
        if let only { chosen.removeAll { !$0.key.contains(only) } }
        let trials = Self.fates(Array(chosen.prefix(limit)), run, verbose: verbose)
        let table = MutationTable(trials: trials, known: known, all: run.mutations)
        print(table.text, terminator: "")
        if !run.trials.base.differences.isEmpty || !run.trials.base.faults.isEmpty {
            print("(Findings of the driver without a mutation, which count for nothing here:)")
            for difference in run.trials.base.differences {
                print("  \(difference.scenario ?? ""): \(difference.operation ?? "end"): \(difference.kinds)")
            }
            for fault in run.trials.base.faults { print("  \(fault.side.rawValue) \(fault.headline)") }
        }
        if table.hasUnexplained { throw ExitCode(1) }
    }

    /// Two at a time; in the order of the file.
    private static func fates(_ mutations: [Mutation], _ run: MutationRun, verbose: Bool) -> [MutationRun.Trial] {
        Workers.map(mutations, threads: 2) { mutation in
            let fate = run.fate(of: mutation)
            if verbose { print("\(mutation.line): \(mutation.key)\n    \(fate)") }
            return MutationRun.Trial(mutation: mutation, fate: fate)
        }
    }

    private static func text(_ path: String) throws -> String {
        guard let bytes = FileBytes.read(path) else { throw ValidationError("\(path): cannot be read") }
        return String(decoding: bytes, as: UTF8.self)
    }
}
