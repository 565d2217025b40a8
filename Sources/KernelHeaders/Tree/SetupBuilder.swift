// SPDX-License-Identifier: Apache-2.0

/// Puts together the setup of one source from what is known of the tree and of the source's place in the build.
struct SetupBuilder {
    let root: String
    let build: String
    let release: KernelRelease
    let architecture: KernelArchitecture
    let source: String
    /// Whether the source lies in the tree, not in a module's directory outside it.
    let isInTree: Bool
    let snapshot: ArchitectureSnapshot
    let gate: SourceGate
    func setup() -> TreeSetup {
        var assumptions = snapshot.assumptions
        let configuration = configuration(&assumptions)
        let name = gate.module?.name ?? String(TreeFiles.name(source).prefix { $0 != "." })
        let arguments = CompilerArguments(
            root: root, build: build, virtualRoot: snapshot.virtualRoot, release: release, architecture: architecture,
            isGenerated: isGenerated)
        let sourceName = String(TreeFiles.name(source).prefix { $0 != "." })
        return TreeSetup(
            arguments: arguments.common
                + arguments.identity(
                    module: KbuildModule.identifier(for: name), source: KbuildModule.identifier(for: sourceName),
                    asModule: isModule(configuration))
                + ["-I" + TreeFiles.parent(source)]
                + gate.arguments(for: source, configuration: configuration),
            virtualFiles: snapshot.headers + snapshot.headers(for: configuration, root: build),
            assumptions: assumptions, module: gate.module, configuration: configuration)
    }

    private var isGenerated: Bool {
        if case .generated = snapshot.state { true } else { false }
    }

    /// The values for the source: those of the tree, and where nobody configured it, the symbols the source is built under.
    private func configuration(_ assumptions: inout [String]) -> KernelConfiguration {
        guard isInTree else { return snapshot.configuration }
        let symbols = gate.symbols(for: source)
        guard case .none = snapshot.state else {
            let unset = symbols.filter { !snapshot.configuration.isSet($0) }
            if !unset.isEmpty {
                assumptions.append(
                    "The tree's configuration does not build this file: not set are \(Self.list(unset)).")
            }
            return snapshot.configuration
        }
        var resolution = GateResolution(
            model: snapshot.model, seeds: KconfigSeeds.values(for: architecture), architecture: architecture)
        for symbol in symbols { resolution.require(symbol) }
        if !resolution.required.isEmpty {
            assumptions.append("Set because this file is only built with them: \(Self.list(resolution.required)).")
        }
        if !resolution.impossible.isEmpty {
            assumptions.append("The file needs what \(architecture) has not: \(Self.list(resolution.impossible)).")
        }
        var evaluation = resolution.evaluation
        return evaluation.configuration(of: snapshot.settable)
    }

    private func isModule(_ configuration: KernelConfiguration) -> Bool {
        guard let module = gate.module else { return !isInTree }
        switch module.gate {
        case .module: return true
        case .builtIn: return false
        case .symbol(let symbol):
            if case .none = snapshot.state {
                // A symbol that no Kconfig file defines is a driver's in all likelihood.
                guard let type = snapshot.model.symbols[symbol]?.type else { return true }
                return type == .tristate
            }
            return configuration.values[symbol] != .builtIn
        }
    }

    private static func list(_ symbols: [String]) -> String {
        symbols.map { "CONFIG_" + $0 }.joined(separator: ", ")
    }
}
