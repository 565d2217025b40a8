// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

// References to modules by THIS_MODULE: the model's where it has the module, else a count of our own.
extension Kernel {
    /// try_module_get() of what is not NULL.
    func tryGetModule(_ address: UInt64) -> Bool {
        if let known = modelModule(address), let modules = referenceKernel?.modules { return modules.tryGet(known) }
        if goingModules.contains(address) { return false }
        moduleReferences[address, default: 0] += 1
        return true
    }

    func putModule(_ address: UInt64) {
        if let known = modelModule(address) {
            referenceKernel?.modules.put(known)
        } else if let count = moduleReferences[address] {
            moduleReferences[address] = count - 1
        }
    }

    func moduleReferenceCount(_ address: UInt64) -> Int {
        modelModule(address)?.references ?? moduleReferences[address] ?? 0
    }
}
