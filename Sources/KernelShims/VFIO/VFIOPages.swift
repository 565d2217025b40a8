// SPDX-License-Identifier: Apache-2.0
import KernelModel
import Machine

/// Pinning pages of a user and reading and writing its memory.
enum VFIOPageFunctions {
    static let all: [KernelFunction] = .table(pinning, groups, access)

    private static let pinning: [KernelFunction] = [
        // By the struct device up to B3; from C1 on one address and pages.
        KernelFunction(
            "vfio_pin_pages", ["i32(ptr, ptr, i32, i32, ptr)", "i32(ptr, i64, i32, i32, ptr)"], canFail: true
        ) { call throws(Stop) in
            try call.mightSleep()
            if call.mustFail { return .error(.ENOMEM) }
            let (vfio, level) = (try call.reference.vfio!, try call.reference.level)
            let (count, protection) = (try call.int(2), UInt32(truncatingIfNeeded: try call.value(3)))
            if level.unpinIsSilent { return try call.pinRun(count, protection) }
            guard let pages = try call.frames(1, count) else { return .error(.EINVAL) }
            let (kernel, machine) = (try call.kernel, call.machine)
            let byDevice = level.pinsByVFIODevice ? try call.vfioDevice(0) : nil
            let device = byDevice == nil ? try kernel.knownDevice(try call.value(0), machine) : nil
            return try call.counted {
                if let byDevice { return try vfio.pin(pages, of: byDevice, protection) }
                return try vfio.pin(pages, of: device!, protection)
            }
        },
        KernelFunction(
            "vfio_unpin_pages", ["i32(ptr, ptr, i32)", "void(ptr, i64, i32)"]
        ) { call throws(Stop) in
            let (vfio, level) = (try call.reference.vfio!, try call.reference.level)
            let count = try call.int(2)
            if level.unpinIsSilent {
                let device = try call.vfioDevice(0)
                let first = try call.value(1)
                let pages = (0..<max(0, min(count, VFIOCore.pinLimit + 1))).map { (first >> 12) + UInt64($0) }
                return try call.perform { _ = try vfio.unpin(pages, of: device) }
            }
            guard let pages = try call.frames(1, count) else { return .error(.EINVAL) }
            let (kernel, machine) = (try call.kernel, call.machine)
            let byDevice = level.pinsByVFIODevice ? try call.vfioDevice(0) : nil
            let device = byDevice == nil ? try kernel.knownDevice(try call.value(0), machine) : nil
            return try call.number {
                if let byDevice { return try vfio.unpin(pages, of: byDevice) }
                return try vfio.unpin(pages, of: device!)
            }
        },
    ]

    private static let groups: [KernelFunction] = [
        KernelFunction("vfio_group_pin_pages", ["i32(ptr, ptr, i32, i32, ptr)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            if call.mustFail { return .error(.ENOMEM) }
            let (vfio, group) = (try call.reference.vfio!, try call.vfioGroup(0))
            let protection = UInt32(truncatingIfNeeded: try call.value(3))
            guard let pages = try call.frames(1, try call.int(2)) else { return .error(.EINVAL) }
            return try call.counted { try vfio.pin(pages, of: group, protection) }
        },
        KernelFunction("vfio_group_unpin_pages", ["i32(ptr, ptr, i32)"]) { call throws(Stop) in
            let (vfio, group) = (try call.reference.vfio!, try call.vfioGroup(0))
            guard let pages = try call.frames(1, try call.int(2)) else { return .error(.EINVAL) }
            return try call.number { try vfio.unpin(pages, of: group) }
        },
        KernelFunction("vfio_group_get_external_user_from_dev", ["ptr(ptr)"], canFail: true) { call throws(Stop) in
            if call.mustFail { return .errorPointer(.EINVAL) }
            let (kernel, vfio) = (try call.kernel, try call.reference.vfio!)
            let device = try kernel.knownDevice(try call.value(0), call.machine)
            let machine = call.machine
            return try call.pointer { try kernel.handle(of: try vfio.externalUser(of: device), machine) }
        },
        KernelFunction("vfio_group_put_external_user", ["void(ptr)"]) { call throws(Stop) in
            let (vfio, group) = (try call.reference.vfio!, try call.vfioGroup(0))
            return try call.perform { try vfio.putExternalUser(group) }
        },
        KernelFunction("vfio_external_user_iommu_id", ["i32(ptr)"]) { call throws(Stop) in
            .int(try call.vfioGroup(0).iommuGroup?.number ?? 0)
        },
    ]

    private static let access: [KernelFunction] = [
        // (group, iova, data, len, write) up to B3, then by the vfio_device.
        KernelFunction("vfio_dma_rw", ["i32(ptr, i64, ptr, i64, i1)"], canFail: true) { call throws(Stop) in
            try call.mightSleep()
            if call.mustFail { return .error(.EFAULT) }
            let (vfio, byDevice) = (try call.reference.vfio!, try call.reference.level.pinsByVFIODevice)
            let (iova, data, count) = (try call.value(1), try call.value(2), try call.size(3))
            let device = byDevice ? try call.vfioDevice(0) : nil
            let group = byDevice ? nil : try call.vfioGroup(0)
            let memory = call.memory
            if try call.flag(4) {
                let bytes = try memory.bytes(at: data, count: count)
                return try call.status {
                    if let device { try vfio.writeDMA(bytes, at: iova, of: device) }
                    if let group { try vfio.writeDMA(bytes, at: iova, of: group) }
                }
            }
            return try call.status {
                var bytes: [UInt8] = []
                if let device { bytes = try vfio.readDMA(count, at: iova, of: device) }
                if let group { bytes = try vfio.readDMA(count, at: iova, of: group) }
                try memory.write(bytes, at: data)
            }
        }
    ]
}

extension KernelCall {
    func vfioGroup(_ index: Int) throws(Stop) -> VFIOGroup {
        let address = try value(index)
        try machine.touch(address)
        if let known = try kernel.vfioObjects.groups[address] { return known }
        throw badArgument("\(memory.place(address)) is no vfio_group")
    }

    /// An array of frame numbers; nil for none, which is refused whatever the count is.
    fileprivate func frames(_ index: Int, _ count: Int) throws(Stop) -> [UInt64]? {
        let list = try value(index)
        if list == 0 || count <= 0 { return nil }
        var result: [UInt64] = []
        // Too many are refused by the model, which does not look at them.
        for number in 0..<min(count, VFIOCore.pinLimit + 1) {
            result.append(try memory.load(list &+ UInt64(8 * number), size: 8))
        }
        return result
    }

    /// What was pinned goes into the array that is the last argument.
    fileprivate func counted(_ body: () throws -> [UInt64]) throws(Stop) -> UInt64 {
        let list = try value(4)
        if list == 0 { return .error(.EINVAL) }
        switch try model(body) {
        case .failure(let errno): return .error(errno)
        case .success(let frames):
            for (index, frame) in frames.enumerated() {
                try memory.store(list &+ UInt64(8 * index), size: 8, frame)
            }
            return .int(frames.count)
        }
    }

    /// A count or an error.
    fileprivate func number(_ body: () throws -> Int) throws(Stop) -> UInt64 {
        switch try model(body) {
        case .failure(let errno): .error(errno)
        case .success(let count): .int(count)
        }
    }

    /// vfio_pin_pages(vdev, iova, npage, prot, struct page **).
    fileprivate func pinRun(_ count: Int, _ protection: UInt32) throws(Stop) -> UInt64 {
        let vfio = try reference.vfio!
        let (device, first, list) = (try vfioDevice(0), try value(1), try value(4))
        if list == 0 || count <= 0 { return .error(.EINVAL) }
        if count > VFIOCore.pinLimit { return .error(.E2BIG) }
        let pages = (0..<count).map { first >> 12 + UInt64($0) }
        switch try model({ try vfio.pin(pages, of: device, protection) }) {
        case .failure(let errno): return .error(errno)
        case .success(let frames):
            for (index, frame) in frames.enumerated() {
                try memory.store(list &+ UInt64(8 * index), size: 8, PhysicalLayout(machine).pageStructs &+ frame << 6)
            }
            return .int(frames.count)
        }
    }
}

extension Kernel {
    /// `struct vfio_group *`.
    func handle(of group: VFIOGroup, _ machine: Machine) throws(Stop) -> UInt64 {
        if group.handle == 0 {
            group.handle = try machine.memory.allocate(
                1, kind: .opaque, alignment: 64, name: "vfio group \(group.device.name)")
            vfioObjects.groups[group.handle] = group
        }
        return group.handle
    }
}
