// SPDX-License-Identifier: Apache-2.0

/// How far a kernel tree has been configured for an architecture.
enum ConfigurationState: Sendable, Hashable {
    /// `include/generated/autoconf.h` is there.
    case generated(KernelConfiguration)
    /// There is a `.config` only.
    case written(KernelConfiguration)
    /// Neither, or for another architecture.
    case none(otherArchitecture: Bool)

    /// Looks at the files of a tree.
    init(root: String, architecture: KernelArchitecture) {
        var other = false
        if let text = TreeFiles.text("\(root)/include/generated/autoconf.h") {
            let configuration = KernelConfiguration(header: text)
            if Self.configuration(configuration, isFor: architecture) {
                self = .generated(configuration)
                return
            }
            other = true
        }
        if let text = TreeFiles.text("\(root)/.config") {
            let configuration = KernelConfiguration(dotConfig: text)
            if Self.configuration(configuration, isFor: architecture) {
                self = .written(configuration)
                return
            }
            other = true
        }
        self = .none(otherArchitecture: other)
    }

    private static func configuration(_ values: KernelConfiguration, isFor architecture: KernelArchitecture) -> Bool {
        architecture.markerSymbols.allSatisfy(values.isSet)
    }
}
