// SPDX-License-Identifier: Apache-2.0
import Machine

extension EmissionRequest {
    /// The request with what a kernel is built with whose drivers are run: pr_debug() and dev_dbg() are there and can be
    /// switched on. Jump labels are not: they are instructions that are rewritten; without them a flag is read.
    func withDynamicDebug() -> EmissionRequest {
        let path = "/mdevport-run/configuration.h"
        var request = self
        request.arguments += ["-include", path]
        request.files.append(File(path: path, bytes: Array(Self.configuration.utf8)))
        return request
    }

    private static let configuration = """
        #undef CONFIG_JUMP_LABEL
        #ifndef CONFIG_DYNAMIC_DEBUG
        #define CONFIG_DYNAMIC_DEBUG 1
        #endif
        #ifndef CONFIG_DYNAMIC_DEBUG_CORE
        #define CONFIG_DYNAMIC_DEBUG_CORE 1
        #endif

        """
}
