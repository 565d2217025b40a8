// SPDX-License-Identifier: Apache-2.0

/// What is the same for every source of a tree on one architecture: worked out once.
struct ArchitectureSnapshot: Sendable {
    /// How far the tree is configured.
    let state: ConfigurationState
    /// The values of a configured tree, or those that follow from the seeds.
    let configuration: KernelConfiguration
    /// The Kconfig symbols that were read; empty for configured trees.
    let model: KconfigModel
    /// The symbols of the model that may be set although nobody answers a prompt.
    let settable: [String]
    /// The generated headers that the tree lacks, except those that depend on the source.
    let headers: [VirtualFile]
    /// Where the made-up headers live.
    let virtualRoot: String
    /// What was made up.
    let assumptions: [String]

    init(root: String, build: String, release: KernelRelease, architecture: KernelArchitecture) {
        state = ConfigurationState(root: build, architecture: architecture)
        virtualRoot = "\(root)/.mdevport-generated/\(architecture.directoryName)"
        var assumptions: [String] = []
        switch state {
        case .generated(let values):
            (configuration, model, settable) = (values, KconfigModel(), [])
        case .written(let values):
            (configuration, model, settable) = (values, KconfigModel(), [])
            assumptions.append("The generated headers are made from the tree's .config: it was never prepared.")
        case .none(let otherArchitecture):
            var parser = KconfigParser(root: root, architecture: architecture) { _ in true }
            parser.read(file: "\(root)/Kconfig")
            for file in KconfigSeeds.files(for: architecture) { parser.read(file: "\(root)/\(file)") }
            model = parser.model
            settable = parser.model.settable
            var evaluation = KconfigEvaluation(model: model, forced: KconfigSeeds.values(for: architecture))
            configuration = evaluation.configuration(of: settable)
            let why =
                otherArchitecture
                ? "The tree is configured for another architecture than \(architecture)" : "The tree is not configured"
            assumptions.append(
                "\(why): \(configuration.values.count) CONFIG symbols follow from its Kconfig files and a few"
                    + " assumed values (HZ, NR_CPUS, SMP and the like), so sizes of structures can differ from a"
                    + " real build's.")
        }
        let generated = GeneratedHeaders(root: root, release: release, architecture: architecture)
        headers = generated.missingFiles(virtualRoot: virtualRoot, state: state)
        if headers.contains(where: { $0.path.hasSuffix("/facility-defs.h") }) {
            assumptions.append("The facility lists of s390 (asm/facility-defs.h) are empty.")
        }
        self.assumptions = assumptions
    }

    /// The headers whose text follows from the configuration of one source.
    func headers(for configuration: KernelConfiguration, root: String) -> [VirtualFile] {
        let prefix = "include/generated"
        var files = [
            ("bounds.h", BoundsHeader.text(configuration: configuration)),
            ("timeconst.h", TimeconstHeader.text(hertz: configuration.integer("HZ") ?? 100)),
        ]
        if case .generated = state {
            files.removeAll { TreeFiles.isFile("\(root)/\(prefix)/\($0.0)") }
        } else {
            files.append(("autoconf.h", configuration.headerText))
        }
        return files.map { VirtualFile(path: "\(virtualRoot)/\(prefix)/\($0.0)", text: $0.1) }
    }
}
