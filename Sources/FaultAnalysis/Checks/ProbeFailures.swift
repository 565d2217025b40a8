// SPDX-License-Identifier: Apache-2.0
import CSyntax

/// What a failing probe leaves behind although remove gives it back.
enum ProbeFailures {
    /// - Parameters:
    ///   - left: what a failing path of probe has taken and not given back.
    ///   - isReturned: whether a path of remove gives something back.
    static func faults(
        _ rule: String, _ driver: DriverFacts, left: (FlowPath) -> [PathEvent],
        isReturned: (FlowPath, PathEvent) -> Bool, detail: (PathEvent, SyntaxNode) -> String
    ) -> [Fault] {
        driver.bindings.flatMap { binding -> [Fault] in
            guard let remove = binding.remove else { return [] }
            var found: [String: (event: PathEvent, call: SyntaxNode)] = [:]
            for path in binding.probePaths where path.fails {
                guard let failure = path.failure?.node else { continue }
                for event in left(path) {
                    guard !path.loses(after: event),
                        binding.removePaths.contains(where: { isReturned($0, event) })
                    else { continue }
                    // One place for each thing: the registration where that is among them, else the first.
                    if let known = found[event.subject], !isBetter(failure, than: known.call) { continue }
                    found[event.subject] = (event, failure)
                }
            }
            return found.sorted { $0.key < $1.key }.map { subject, place in
                Fault(.init(rule), place.call, subject, detail(place.event, remove))
            }
        }
    }

    private static func isBetter(_ call: SyntaxNode, than known: SyntaxNode) -> Bool {
        let isRegistration = { (node: SyntaxNode) in DriverFacts.registrations.contains(node.calledName ?? "") }
        if isRegistration(call) != isRegistration(known) { return isRegistration(call) }
        return call.file.path == known.file.path && call.range < known.range
    }
}
