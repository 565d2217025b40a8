// SPDX-License-Identifier: Apache-2.0
import CSyntax
import SourceText

/// Plans the conversion by embedding: `struct vfio_device` becomes the first member of the driver's state.
struct EmbedPlanner {
    func work(_ context: EmbedContext, _ builder: inout PlanBuilder) throws(Refusal) {
        let helpers = HelperStep(context)
        let positions = helpers.converted
        // The state may be defined in a private header, which then has a struct of vfio in it.
        let files = context.file.path == context.state.file.path ? [context.file] : [context.state.file, context.file]
        try IncludeStep(usage: context.usage, files: files).plan(&builder)
        try StateStructStep(context).plan(&builder)
        let route = RuleRoute(from: context.driver.source, to: context.target)
        if route.has("B-01", "B-02", "B-03", "B-04") { try TypeLookupStep(context.driver).plan(&builder) }
        if route.has("X-05", "X-06") {
            try UUIDStep(usage: context.usage, source: context.driver.source).plan(&builder)
        }
        try helpers.plan(&builder)
        let remove = RemoveStep(context, helpers: positions)
        try ProbeStep(context, helpers: positions, teardown: remove.teardown).plan(&builder)
        try remove.plan(&builder)
        let callbacks = CallbackStep(context, helpers: positions)
        try callbacks.plan(&builder)
        try AttributeStep(context, helpers: positions).plan(&builder)
        // Where a function lost its mdev, the argument is written already.
        if route.has("B-13", "B-14") { try IommuDeviceStep(usage: context.usage).plan(&builder) }
        if route.has("M-13") { try ParentGroupsStep(context.driver).plan(&builder) }
        try OpsTableStep(context, dropped: callbacks.dropped, stubs: callbacks.stubs).plan(&builder)
        try VendorMembers(table: context.table).plan(edits: false, &builder)
        let module = ModuleStep(context.driver)
        let parents = ParentStep(context.driver, module: module)
        try parents.giveDriver(&builder)
        try parents.plan(&builder)
        try module.plan(&builder)
    }
}
