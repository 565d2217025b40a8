// SPDX-License-Identifier: Apache-2.0

/// try_module_get() and module_put(), for which no module (what is built in) always works.
enum ModuleReferences {
    static func tryGet(_ module: Module?) -> Bool {
        guard let module else { return true }
        if module.state == .going { return false }
        module.references += 1
        return true
    }

    static func put(_ module: Module?) { module?.references -= 1 }
}
