// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Who wants to hear of unmappings and of KVM, up to C0.
enum VFIONotifierFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("vfio_register_notifier", ["i32(ptr, i32, ptr, ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            if call.mustFail { return .error(.ENOMEM) }
            let (vfio, kernel) = (try call.reference.vfio!, try call.kernel)
            let kind = UInt32(truncatingIfNeeded: try call.value(1))
            let (list, block) = (try call.value(2), try call.value(3))
            if try call.value(0) == 0 || list == 0 || block == 0 { return .error(.EINVAL) }
            var events = try call.memory.load(list, size: 8)
            let notifier = try kernel.notifier(at: block, call.machine)
            let target = try call.notifierTarget()
            let result = try call.status {
                switch target {
                case .device(let device): try vfio.register(notifier, kind, events: &events, of: device)
                case .parent(let device): try vfio.register(notifier, kind, events: &events, of: device)
                }
            }
            try call.memory.store(list, size: 8, events)
            if result == 0 { kernel.vfioObjects.notifiers[block] = notifier }
            return result
        },
        KernelFunction("vfio_unregister_notifier", ["i32(ptr, i32, ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let (vfio, kernel) = (try call.reference.vfio!, try call.kernel)
            let kind = UInt32(truncatingIfNeeded: try call.value(1))
            let block = try call.value(2)
            if try call.value(0) == 0 || block == 0 { return .error(.EINVAL) }
            let notifier = try kernel.notifier(at: block, call.machine)
            let target = try call.notifierTarget()
            let result = try call.status {
                switch target {
                case .device(let device): try vfio.unregister(notifier, kind, of: device)
                case .parent(let device): try vfio.unregister(notifier, kind, of: device)
                }
            }
            if result == 0 { kernel.vfioObjects.notifiers[block] = nil }
            return result
        },
    ]
}

extension KernelCall {
    fileprivate enum NotifierTarget {
        case device(VFIODevice)
        case parent(Device)
    }

    fileprivate func notifierTarget() throws(Stop) -> NotifierTarget {
        if try reference.level.pinsByVFIODevice { return .device(try vfioDevice(0)) }
        return .parent(try kernel.knownDevice(try value(0), machine))
    }
}

extension Kernel {
    /// The same object for the same block as long as it is registered.
    fileprivate func notifier(at block: UInt64, _ machine: Machine) throws(Stop) -> Notifier {
        try machine.touch(block)
        if let known = vfioObjects.notifiers[block] { return known }
        guard let call = try machine.callback("notifier_call", of: "notifier_block", at: block) else {
            throw .unsupported("a struct notifier_block without notifier_call")
        }
        let priority = Int32(truncatingIfNeeded: try machine.field("priority", of: "notifier_block", at: block) ?? 0)
        let made = Notifier(priority: Int(priority)) { [unowned machine] event in
            // What it returns is for the chain, and all of it is called here.
            switch event {
            case .unmap(let iova, let size):
                // struct vfio_iommu_type1_dma_unmap: argsz, flags, iova, size.
                let data = try machine.memory.allocate(
                    24, kind: .kernel, alignment: 8, zeroed: true, name: "struct vfio_iommu_type1_dma_unmap")
                try machine.memory.store(data &+ 8, size: 8, iova)
                try machine.memory.store(data &+ 16, size: 8, size)
                try machine.call(
                    call.function, as: call.signature, [block, Notifier.onlyEvent, data])
                try machine.memory.release(data, accepting: [.kernel], by: "blocking_notifier_call_chain")
            case .setKVM(let kvm):
                try machine.call(call.function, as: call.signature, [block, Notifier.onlyEvent, kvm])
            }
        }
        made.handle = block
        return made
    }
}
