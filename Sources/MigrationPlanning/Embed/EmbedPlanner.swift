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
        try TypeLookupStep(context.driver).plan(&builder)
        try UUIDStep(usage: context.usage, source: context.driver.source).plan(&builder)
        try helpers.plan(&builder)
        let remove = RemoveStep(context, helpers: positions)
        try ProbeStep(context, helpers: positions, teardown: remove.teardown).plan(&builder)
        try remove.plan(&builder)
        let callbacks = CallbackStep(context, helpers: positions)
        try callbacks.plan(&builder)
        try AttributeStep(context, helpers: positions).plan(&builder)
        // Where a function lost its mdev, the argument is written already.
        try IommuDeviceStep(usage: context.usage).plan(&builder)
        try ParentGroupsStep(context.driver).plan(&builder)
        try OpsTableStep(context, dropped: callbacks.dropped, stubs: callbacks.stubs).plan(&builder)
        let module = ModuleStep(context.driver)
        let parents = ParentStep(context.driver, module: module)
        try parents.giveDriver(&builder)
        try parents.plan(&builder)
        try module.plan(&builder)
    }
}
