// SPDX-License-Identifier: Apache-2.0
import ClangFrontend
import Machine

extension EmissionRequest {
    /// What is executed is what was parsed: the same flags, the same headers, the same bytes.
    init(_ parse: ParseRequest) {
        let made = parse.virtualFiles.filter { parse.contents[$0.path] == nil }
            .map { File(path: $0.path, bytes: Array($0.text.utf8)) }
        let given = parse.contents.map { File(path: $0.key, bytes: $0.value) }.sorted { $0.path < $1.path }
        self.init(path: parse.path, arguments: parse.arguments, files: made + given)
    }
}

extension LoadedDriver {
    /// One request for each C file of the driver, in their order.
    public var emissionRequests: [EmissionRequest] {
        files.paths.compactMap { requests[$0] }.map { EmissionRequest($0) }
    }
}
