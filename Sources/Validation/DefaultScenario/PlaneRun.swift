// SPDX-License-Identifier: Apache-2.0

/// What a device shows: its planes as dma-bufs or regions, where it has any.
struct PlaneRun {
    let session: Session

    /// VFIO_GFX_PLANE_TYPE_…
    private static let probe: UInt32 = 1
    private static let buffer: UInt32 = 2
    private static let region: UInt32 = 4
    /// DRM_PLANE_TYPE_PRIMARY and _CURSOR.
    private static let planes: [UInt32] = [1, 2]

    func perform() throws {
        let hasBuffers = try query(Self.probe | Self.buffer, plane: 1) != nil
        let hasRegion = try query(Self.probe | Self.region, plane: 1) != nil
        guard hasBuffers || hasRegion else { return }
        // Neither a probe nor a kind.
        _ = try query(0, plane: 1)
        for plane in Self.planes {
            if hasRegion { _ = try query(Self.region, plane: plane) }
            if hasBuffers, let bytes = try query(Self.buffer, plane: plane) {
                _ = try get(session.word(bytes, 56))
            }
        }
        // One that was never told of.
        if hasBuffers { _ = try get(0xffff) }
    }

    /// struct vfio_device_gfx_plane_info: argsz, flags, plane, format, modifier, eight numbers of its geometry, and the
    /// number of the dma-buf or the region.
    private func query(_ flags: UInt32, plane: UInt32) throws -> [UInt8]? {
        try session.ioctl(
            on: "device", "DEVICE_QUERY_GFX_PLANE",
            struct: [64, .word(flags), .word(plane), 0, .long(0)] + [Session.Member](repeating: 0, count: 10))
    }

    private func get(_ number: UInt32) throws -> [UInt8]? {
        try session.ioctl(on: "device", "DEVICE_GET_GFX_DMABUF", struct: [.word(number)])
    }
}
