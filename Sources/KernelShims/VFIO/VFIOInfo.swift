// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Helpers for what drivers tell users and are told.
enum VFIOInfoFunctions {
    static let all: [KernelFunction] = [
        // (caps, header, size with the header)
        KernelFunction("vfio_info_add_capability", ["i32(ptr, ptr, i64)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            let (caps, header, size) = (try call.value(0), try call.value(1), try call.size(2))
            guard let capabilities = try call.grow(caps, by: size) else { return .error(.ENOMEM) }
            try call.memory.copy(from: header, to: capabilities.place, count: size)
            try call.memory.store(capabilities.place &+ 4, size: 4, 0)
            try call.link(capabilities)
            return 0
        },
        // (caps, size, id, version): the new header, which the caller fills.
        KernelFunction("vfio_info_cap_add", ["ptr(ptr, i64, i16, i16)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            let (caps, size) = (try call.value(0), try call.size(1))
            guard let capabilities = try call.grow(caps, by: size) else { return .errorPointer(.ENOMEM) }
            try call.memory.fill(capabilities.place, count: size, with: 0)
            try call.memory.store(capabilities.place, size: 2, try call.value(2) & 0xffff)
            try call.memory.store(capabilities.place &+ 2, size: 2, try call.value(3) & 0xffff)
            try call.link(capabilities)
            return capabilities.place
        },
        KernelFunction("vfio_info_cap_shift", ["void(ptr, i64)"]) { call throws(Stop) in
            let (caps, distance) = (try call.value(0), try call.value(1))
            let buffer = try call.capabilityBuffer(caps)
            var place = buffer.address
            while place != 0 {
                let next = try call.memory.load(place &+ 4, size: 4)
                if next == 0 { break }
                try call.memory.store(place &+ 4, size: 4, next &+ distance)
                place = buffer.address &+ next
            }
            return 0
        },
        KernelFunction(
            "vfio_set_irqs_validate_and_prepare", ["i32(ptr, i32, i32, ptr)"], canFail: true
        ) { call throws(Stop) in
            if call.mustFail { return .error(.EINVAL) }
            let header = try call.value(0)
            var words: [UInt32] = []
            for index in 0..<5 {
                words.append(
                    UInt32(truncatingIfNeeded: try call.memory.load(header &+ UInt64(4 * index), size: 4)))
            }
            let set = IRQSet(argsz: words[0], flags: words[1], index: words[2], start: words[3], count: words[4])
            let (interrupts, indices) = (Int32(try call.int(1)), Int32(try call.int(2)))
            let target = try call.value(3)
            switch try call.model({
                try set.dataSize(interrupts: interrupts, indices: indices, wantsData: target != 0)
            }) {
            case .failure(let errno): return .error(errno)
            case .success(let size):
                if target != 0 { try call.memory.store(target, size: 8, UInt64(size ?? 0)) }
                return 0
            }
        },
    ]
}

private struct Capabilities {
    /// Of the whole chain, and of the new one in it.
    var address: UInt64
    var place: UInt64
}

extension KernelCall {
    /// `struct vfio_info_cap`: buf, size.
    fileprivate func capabilityBuffer(_ caps: UInt64) throws(Stop) -> (address: UInt64, size: Int) {
        (try memory.load(caps, size: 8), Int(truncatingIfNeeded: try memory.load(caps &+ 8, size: 8)))
    }

    /// krealloc(); without memory the whole chain is gone.
    fileprivate func grow(_ caps: UInt64, by size: Int) throws(Stop) -> Capabilities? {
        let old = try capabilityBuffer(caps)
        let grown =
            mustFail
            ? 0 : try memory.allocate(old.size + size, kind: .heap, alignment: 8, name: "")
        if old.address != 0 {
            if grown != 0 { try memory.copy(from: old.address, to: grown, count: old.size) }
            try memory.release(old.address, accepting: [.heap], by: name)
        }
        try memory.store(caps, size: 8, grown)
        try memory.store(caps &+ 8, size: 8, grown == 0 ? 0 : UInt64(old.size + size))
        return grown == 0 ? nil : Capabilities(address: grown, place: grown &+ UInt64(old.size))
    }

    /// Hangs the new one to the end of the chain; the first has its own offset, 0, put into itself.
    fileprivate func link(_ capabilities: Capabilities) throws(Stop) {
        var last = capabilities.address
        while true {
            let next = try memory.load(last &+ 4, size: 4)
            if next == 0 { break }
            last = capabilities.address &+ next
        }
        try memory.store(last &+ 4, size: 4, capabilities.place &- capabilities.address)
    }
}
