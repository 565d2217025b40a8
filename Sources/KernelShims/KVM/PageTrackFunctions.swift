// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// kvm_page_track_…(): who wants to know what a guest writes, and to which of its pages.
enum PageTrackFunctions {
    static let all: [KernelFunction] = [
        KernelFunction("kvm_page_track_register_notifier", ["void(ptr, ptr)"]) { call throws(Stop) in
            let (guest, node, kernel) = (try call.guest(0), try call.value(1), try call.kernel)
            try call.machine.touch(node)
            let machine = call.machine
            let listener = PageTracking.Listener(handle: node) { [unowned kernel, unowned machine] address, bytes in
                try kernel.tellWrite(of: bytes, at: address, to: node, machine)
            }
            try call.reference.kvm.register(listener, of: guest)
            return 0
        },
        KernelFunction("kvm_page_track_unregister_notifier", ["void(ptr, ptr)"]) { call throws(Stop) in
            try call.mightSleep()
            let (guest, node) = (try call.guest(0), try call.value(1))
            if try !call.reference.kvm.unregister(node, of: guest) {
                throw call.badArgument("the notifier is not registered")
            }
            return 0
        },
        KernelFunction("kvm_slot_page_track_add_page", ["void(ptr, ptr, i64, i32)"]) { call throws(Stop) in
            let guest = try call.guest(0)
            try call.machine.touch(try call.value(1))
            try call.reference.kvm.track(try call.value(2), of: guest)
            return 0
        },
        KernelFunction("kvm_slot_page_track_remove_page", ["void(ptr, ptr, i64, i32)"]) { call throws(Stop) in
            let guest = try call.guest(0)
            try call.machine.touch(try call.value(1))
            try call.reference.kvm.untrack(try call.value(2), of: guest)
            return 0
        },
    ]
}

extension Kernel {
    /// node->track_write(vcpu, gpa, new, bytes, node).
    fileprivate func tellWrite(
        of bytes: [UInt8], at address: UInt64, to node: UInt64, _ machine: Machine
    ) throws(Stop) {
        let function = try machine.pointer("track_write", of: "kvm_page_track_notifier_node", at: node)
        if function == 0 { return }
        let processor = try machine.memory.allocate(1, kind: .opaque, alignment: 64, name: "a processor of the guest")
        let copy = try machine.memory.allocate(max(1, bytes.count), kind: .kernel, name: "what the guest wrote")
        try machine.memory.write(bytes, at: copy)
        try machine.call(
            function, as: "void(ptr, i64, ptr, i32, ptr)", [processor, address, copy, UInt64(bytes.count), node])
        try machine.memory.release(copy, accepting: [.kernel], by: "kvm_page_track_write")
        try machine.memory.release(processor, accepting: [.opaque], by: "kvm_page_track_write")
    }
}
