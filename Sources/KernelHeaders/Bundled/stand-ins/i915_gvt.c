// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0
/*
 * The side of i915 that a hypervisor's module of GVT-g registers with: one
 * graphics device with two types of virtual ones. A virtual device has a
 * config space, registers that keep what is written, a part of the aperture,
 * an opregion, one port with an EDID block and one plane.
 *
 * provides: intel_gvt_register_hypervisor, intel_gvt_unregister_hypervisor
 *
 * Some registers in BAR 0 do what makes GVT-g call the hypervisor's module:
 *   an entry of the GGTT with bit 0 set	maps the guest's page for DMA,
 *   without it				unmaps it;
 *   VGT_G2V_PPGTT_L4_PAGE_TABLE_CREATE	tracks writes to the page of pdp[0],
 *   VGT_G2V_PPGTT_L4_PAGE_TABLE_DESTROY	does so no longer;
 *   RING_ELSP (0x2230)			reads eight bytes at that address of
 *					the guest, writes the eight behind
 *					them, and raises the MSI.
 */

#include <linux/module.h>
#include <linux/version.h>
#include <linux/device.h>
#include <linux/dma-buf.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <linux/mdev.h>
#include <linux/vfio.h>
#include <drm/drm_fourcc.h>
#include <mdevport/level.h>

#include "i915_drv.h"
#include "i915_pvinfo.h"
#include "gvt.h"

/* Types became the hypervisor's module's own in 5.13. */
#define HAS_TYPE_OPS	(LINUX_VERSION_CODE < KERNEL_VERSION(5, 13, 0))
#define HAS_MDEV_TYPES \
	(MDEVPORT_VERSION_MAJOR > 5 || \
	 (MDEVPORT_VERSION_MAJOR == 5 && MDEVPORT_VERSION_PATCHLEVEL >= 13))

#define MIB		(1ull << 20)
#define SLOT_SIZE	(4 * MIB)
#define SLOT_COUNT	16
/* What the host keeps of the aperture. */
#define HOST_SLOTS	4
#define MSI_CAP		0xac
#define ELSP		0x2230

struct stand_in_device {
	struct pci_dev pdev;
	struct drm_i915_private i915;
	struct i915_ggtt ggtt;
	struct intel_gvt gvt;
	struct intel_vgpu_type types[2];
	u32 slots;
};

/* An entry of the GGTT that was written. */
struct stand_in_entry {
	struct list_head list;
	u64 index;
	u64 value;
	dma_addr_t dma;
	bool is_mapped;
};

struct stand_in_vgpu {
	struct intel_vgpu vgpu;
	struct intel_vgpu_type *type;
	struct intel_vgpu_edid_data edid;
	struct list_head entries;
	u32 slots;
	struct dma_buf *plane;
};

struct intel_gvt_host intel_gvt_host;

static struct device *root;
static struct stand_in_device *host;

static struct stand_in_vgpu *to_stand_in(struct intel_vgpu *vgpu)
{
	return container_of(vgpu, struct stand_in_vgpu, vgpu);
}

/* Types */

static const struct {
	const char *name;
	unsigned int slots;
	unsigned int high;
	unsigned int weight;
	enum intel_vgpu_edid resolution;
} type_table[] = {
	{ "GVTg_V5_4", 4, 256 * MIB, 4, GVT_EDID_1920_1200 },
	{ "GVTg_V5_8", 2, 128 * MIB, 2, GVT_EDID_1024_768 },
};

/* Slots in a row that nobody has; 0 if there are none. */
static u32 free_slots(unsigned int count)
{
	u32 mask = (1u << count) - 1;
	unsigned int i;

	for (i = HOST_SLOTS; i + count <= SLOT_COUNT; i++)
		if (!(host->slots & mask << i))
			return mask << i;
	return 0;
}

static void update_types(void)
{
	u32 taken = host->slots, found;
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(type_table); i++) {
		host->types[i].avail_instance = 0;
		while ((found = free_slots(type_table[i].slots))) {
			host->types[i].avail_instance++;
			host->slots |= found;
		}
		host->slots = taken;
	}
}

static void init_types(void)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(type_table); i++) {
		struct intel_vgpu_type *type = &host->types[i];

		strscpy(type->name, type_table[i].name, sizeof(type->name));
		type->low_gm_size = type_table[i].slots * SLOT_SIZE;
		type->high_gm_size = type_table[i].high;
		type->fence = 4;
		type->weight = type_table[i].weight;
		type->resolution = type_table[i].resolution;
	}
	host->gvt.types = host->types;
	host->gvt.num_types = ARRAY_SIZE(type_table);
	update_types();
}

#if HAS_TYPE_OPS
static struct intel_vgpu_type *find_type(struct intel_gvt *gvt,
					 const char *name)
{
	unsigned int i;

	/* The driver's name and a dash stand in front. */
	name += strlen(dev_driver_string(&host->pdev.dev)) + 1;
	for (i = 0; i < gvt->num_types; i++)
		if (!strncmp(gvt->types[i].name, name,
			     sizeof(gvt->types[i].name)))
			return &gvt->types[i];
	return NULL;
}

#if HAS_MDEV_TYPES
#define TYPE_SHOW(_name) \
static ssize_t _name##_show(struct mdev_type *mtype, \
			    struct mdev_type_attribute *attr, char *buf)
#define SHOWN_TYPE	(&host->types[mtype_get_type_group_id(mtype)])
#else
#define TYPE_SHOW(_name) \
static ssize_t _name##_show(struct kobject *kobj, struct device *dev, \
			    char *buf)
#define SHOWN_TYPE	find_type(&host->gvt, kobject_name(kobj))
#endif

TYPE_SHOW(available_instances)
{
	struct intel_vgpu_type *type = SHOWN_TYPE;

	return sprintf(buf, "%u\n", type ? type->avail_instance : 0);
}
static MDEV_TYPE_ATTR_RO(available_instances);

TYPE_SHOW(device_api)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

TYPE_SHOW(description)
{
	struct intel_vgpu_type *type = SHOWN_TYPE;

	if (!type)
		return 0;
	return sprintf(buf,
		       "low_gm_size: %lluMB\nhigh_gm_size: %lluMB\n"
		       "fence: %u\nresolution: %s\nweight: %u\n",
		       type->low_gm_size / MIB, type->high_gm_size / MIB,
		       type->fence, vgpu_edid_str(type->resolution),
		       type->weight);
}
static MDEV_TYPE_ATTR_RO(description);

static struct attribute *type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	&mdev_type_attr_description.attr,
	NULL,
};

static struct attribute_group type_group_4 = {
	.name = "GVTg_V5_4",
	.attrs = type_attrs,
};

static struct attribute_group type_group_8 = {
	.name = "GVTg_V5_8",
	.attrs = type_attrs,
};

static struct attribute_group *type_groups[] = {
	&type_group_4,
	&type_group_8,
	NULL,
};

static bool get_type_groups(struct attribute_group ***groups)
{
	*groups = type_groups;
	return true;
}
#endif /* HAS_TYPE_OPS */

/* Config space */

static void init_config(struct intel_vgpu *vgpu)
{
	u8 *config = vgpu_cfg_space(vgpu);

	memset(config, 0, PCI_CFG_SPACE_EXP_SIZE);
	*(u16 *)(config + PCI_VENDOR_ID) = PCI_VENDOR_ID_INTEL;
	*(u16 *)(config + PCI_DEVICE_ID) = 0x1912;
	*(u16 *)(config + PCI_STATUS) = PCI_STATUS_CAP_LIST;
	config[PCI_CLASS_REVISION + 3] = PCI_BASE_CLASS_DISPLAY;
	config[PCI_CAPABILITY_LIST] = MSI_CAP;
	config[MSI_CAP] = PCI_CAP_ID_MSI;
	config[PCI_BASE_ADDRESS_0] = PCI_BASE_ADDRESS_MEM_TYPE_64;
	config[PCI_BASE_ADDRESS_2] = PCI_BASE_ADDRESS_MEM_TYPE_64 |
				     PCI_BASE_ADDRESS_MEM_PREFETCH;
	vgpu->cfg_space.bar[0].size = 16 * MIB;
	vgpu->cfg_space.bar[2].size = SLOT_COUNT * SLOT_SIZE;
}

static int read_config(struct intel_vgpu *vgpu, unsigned int offset,
		       void *data, unsigned int bytes)
{
	if (bytes > 4 || offset + bytes > PCI_CFG_SPACE_EXP_SIZE)
		return -EINVAL;
	memcpy(data, vgpu_cfg_space(vgpu) + offset, bytes);
	return 0;
}

static int write_config(struct intel_vgpu *vgpu, unsigned int offset,
			void *data, unsigned int bytes)
{
	u8 *config = vgpu_cfg_space(vgpu);
	unsigned int i;

	if (bytes > 4 || offset + bytes > PCI_CFG_SPACE_EXP_SIZE)
		return -EINVAL;
	if (offset >= PCI_BASE_ADDRESS_0 && offset < PCI_BASE_ADDRESS_4) {
		unsigned int bar = (offset - PCI_BASE_ADDRESS_0) / 8 * 2;
		u64 mask = ~(vgpu->cfg_space.bar[bar].size - 1);
		bool is_low = !((offset - PCI_BASE_ADDRESS_0) & 4);

		if (bytes != 4 || offset & 3)
			return -EINVAL;
		intel_vgpu_write_pci_bar(vgpu, offset,
					 *(u32 *)data &
					 (u32)(is_low ? mask : mask >> 32),
					 is_low);
		return 0;
	}
	/* What else a guest can write: its command, and how it wants MSIs. */
	for (i = 0; i < bytes; i++) {
		unsigned int at = offset + i;

		if (at == PCI_COMMAND || at == PCI_COMMAND + 1 ||
		    at == PCI_INTERRUPT_LINE ||
		    (at >= MSI_CAP + PCI_MSI_FLAGS && at < MSI_CAP + 10))
			config[at] = ((u8 *)data)[i];
	}
	return 0;
}

/* Registers */

static void unmap_entry(struct intel_vgpu *vgpu, struct stand_in_entry *entry)
{
	if (entry->is_mapped)
		intel_gvt_hypervisor_dma_unmap_guest_page(vgpu, entry->dma);
	entry->is_mapped = false;
}

static void drop_entries(struct intel_vgpu *vgpu)
{
	struct stand_in_entry *entry, *next;

	list_for_each_entry_safe(entry, next, &to_stand_in(vgpu)->entries,
				 list) {
		unmap_entry(vgpu, entry);
		list_del(&entry->list);
		kfree(entry);
	}
}

static struct stand_in_entry *find_entry(struct intel_vgpu *vgpu, u64 index)
{
	struct stand_in_entry *entry;

	list_for_each_entry(entry, &to_stand_in(vgpu)->entries, list)
		if (entry->index == index)
			return entry;
	return NULL;
}

static int write_entry(struct intel_vgpu *vgpu, u64 offset, void *data,
		       unsigned int bytes)
{
	struct stand_in_entry *entry = find_entry(vgpu, offset / 8);
	unsigned long gfn;

	if (!entry) {
		entry = kzalloc(sizeof(*entry), GFP_KERNEL);
		if (!entry)
			return -ENOMEM;
		entry->index = offset / 8;
		list_add_tail(&entry->list, &to_stand_in(vgpu)->entries);
	}
	unmap_entry(vgpu, entry);
	memcpy((u8 *)&entry->value + offset % 8, data, bytes);
	gfn = entry->value >> PAGE_SHIFT;
	/* A page that is none of the guest's is the scratch page. */
	if (entry->value & 1 && intel_gvt_hypervisor_is_valid_gfn(vgpu, gfn))
		entry->is_mapped = !intel_gvt_hypervisor_dma_map_guest_page(
			vgpu, gfn, PAGE_SIZE, &entry->dma);
	return 0;
}

static int submit(struct intel_vgpu *vgpu, unsigned long address)
{
	u64 word;
	int ret;

	ret = intel_gvt_hypervisor_read_gpa(vgpu, address, &word, sizeof(word));
	if (!ret)
		ret = intel_gvt_hypervisor_write_gpa(vgpu, address + 8, &word,
						     sizeof(word));
	if (!ret)
		ret = intel_gvt_hypervisor_inject_msi(vgpu);
	return ret;
}

static int notify(struct intel_vgpu *vgpu, u32 what)
{
	u32 low = vgpu_vreg_t(vgpu, vgtif_reg(pdp[0].lo));
	u32 high = vgpu_vreg_t(vgpu, vgtif_reg(pdp[0].hi));
	unsigned long gfn = ((u64)high << 32 | low) >> PAGE_SHIFT;

	switch (what) {
	case VGT_G2V_PPGTT_L4_PAGE_TABLE_CREATE:
		return intel_gvt_hypervisor_enable_page_track(vgpu, gfn);
	case VGT_G2V_PPGTT_L4_PAGE_TABLE_DESTROY:
		return intel_gvt_hypervisor_disable_page_track(vgpu, gfn);
	default:
		return 0;
	}
}

/* An access to BAR 0, by an address of the guest. */
static int access_registers(struct intel_vgpu *vgpu, u64 address, void *data,
			    unsigned int bytes, bool is_write)
{
	struct intel_gvt_device_info *info = &vgpu->gvt->device_info;
	u64 offset = address -
		     intel_vgpu_get_bar_gpa(vgpu, PCI_BASE_ADDRESS_0);
	u64 entries = info->gtt_start_offset;
	struct stand_in_entry *entry;

	if (bytes > 8 || offset + bytes > vgpu->cfg_space.bar[0].size ||
	    offset % 8 + bytes > 8)
		return -EINVAL;
	if (offset >= entries && offset < entries + gvt_ggtt_sz(vgpu->gvt)) {
		offset -= entries;
		if (is_write)
			return write_entry(vgpu, offset, data, bytes);
		entry = find_entry(vgpu, offset / 8);
		memset(data, 0, bytes);
		if (entry)
			memcpy(data, (u8 *)&entry->value + offset % 8, bytes);
		return 0;
	}
	if (offset + bytes > info->mmio_size) {
		if (!is_write)
			memset(data, 0, bytes);
		return 0;
	}
	if (!is_write) {
		memcpy(data, vgpu->mmio.vreg + offset, bytes);
		return 0;
	}
	memcpy(vgpu->mmio.vreg + offset, data, bytes);
	if (bytes != 4)
		return 0;
	if (offset == ELSP)
		return submit(vgpu, *(u32 *)data);
	if (offset == i915_mmio_reg_offset(vgtif_reg(g2v_notify)))
		return notify(vgpu, *(u32 *)data);
	return 0;
}

static int read_registers(struct intel_vgpu *vgpu, u64 address, void *data,
			  unsigned int bytes)
{
	int ret;

	mutex_lock(&vgpu->vgpu_lock);
	ret = access_registers(vgpu, address, data, bytes, false);
	mutex_unlock(&vgpu->vgpu_lock);
	return ret;
}

static int write_registers(struct intel_vgpu *vgpu, u64 address, void *data,
			   unsigned int bytes)
{
	int ret;

	mutex_lock(&vgpu->vgpu_lock);
	ret = access_registers(vgpu, address, data, bytes, true);
	mutex_unlock(&vgpu->vgpu_lock);
	return ret;
}

static int write_tracked(struct intel_vgpu *vgpu, u64 address, void *data,
			 unsigned int bytes)
{
	gvt_dbg_core("vgpu%d: %u bytes written at 0x%llx\n", vgpu->id, bytes,
		     address);
	return 0;
}

/* The plane, and the dma-buf that shows it */

static struct sg_table *map_plane(struct dma_buf_attachment *attachment,
				  enum dma_data_direction direction)
{
	return ERR_PTR(-ENODEV);
}

static void unmap_plane(struct dma_buf_attachment *attachment,
			struct sg_table *table,
			enum dma_data_direction direction)
{
}

static void release_plane(struct dma_buf *plane)
{
	struct stand_in_vgpu *self = plane->priv;

	if (!self)
		return;
	self->plane = NULL;
	intel_gvt_hypervisor_put_vfio_device(&self->vgpu);
}

/* The device is closed: whoever still has the plane has it alone. */
static void forget_plane(struct stand_in_vgpu *self)
{
	if (!self->plane)
		return;
	self->plane->priv = NULL;
	self->plane = NULL;
	intel_gvt_hypervisor_put_vfio_device(&self->vgpu);
}

static const struct dma_buf_ops plane_ops = {
	.map_dma_buf = map_plane,
	.unmap_dma_buf = unmap_plane,
	.release = release_plane,
};

static int query_plane(struct intel_vgpu *vgpu, void *args)
{
	struct vfio_device_gfx_plane_info *info = args;
	u32 resolution = to_stand_in(vgpu)->type->resolution;

	if (info->flags == (VFIO_GFX_PLANE_TYPE_PROBE |
			    VFIO_GFX_PLANE_TYPE_DMABUF))
		return 0;
	if (info->flags != VFIO_GFX_PLANE_TYPE_DMABUF)
		return -EINVAL;
	if (info->drm_plane_type != DRM_PLANE_TYPE_PRIMARY)
		return -EINVAL;
	info->drm_format = DRM_FORMAT_XRGB8888;
	info->drm_format_mod = 0;
	info->width = vgpu_edid_xres(resolution);
	info->height = vgpu_edid_yres(resolution);
	info->stride = info->width * 4;
	info->size = info->stride * info->height;
	info->x_pos = 0;
	info->y_pos = 0;
	info->x_hot = 0;
	info->y_hot = 0;
	info->dmabuf_id = 1;
	return 0;
}

static int get_dmabuf(struct intel_vgpu *vgpu, unsigned int id)
{
	DEFINE_DMA_BUF_EXPORT_INFO(export);
	struct stand_in_vgpu *self = to_stand_in(vgpu);
	int ret;

	if (id != 1)
		return -EINVAL;
	if (!self->plane) {
		ret = intel_gvt_hypervisor_get_vfio_device(vgpu);
		if (ret)
			return ret;
		export.ops = &plane_ops;
		export.size = PAGE_ALIGN(vgpu_edid_xres(self->type->resolution)
					 * 4 * vgpu_edid_yres(
						self->type->resolution));
		export.flags = O_CLOEXEC;
		export.priv = self;
		self->plane = dma_buf_export(&export);
		if (IS_ERR(self->plane)) {
			ret = PTR_ERR(self->plane);
			self->plane = NULL;
			intel_gvt_hypervisor_put_vfio_device(vgpu);
			return ret;
		}
	} else {
		get_dma_buf(self->plane);
	}
	ret = dma_buf_fd(self->plane, O_CLOEXEC);
	if (ret < 0)
		dma_buf_put(self->plane);
	return ret;
}

static void emulate_hotplug(struct intel_vgpu *vgpu, bool connected)
{
	intel_gvt_hypervisor_inject_msi(vgpu);
}

/* The life of a virtual device */

static void init_edid(struct intel_vgpu_edid_data *edid, u32 resolution)
{
	static const u8 header[8] = {
		0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00
	};
	u8 *block = edid->edid_block, sum = 0;
	unsigned int i;

	memcpy(block, header, sizeof(header));
	block[18] = 1;
	block[19] = 4;
	block[54] = vgpu_edid_xres(resolution) & 0xff;
	block[55] = vgpu_edid_yres(resolution) & 0xff;
	for (i = 0; i < EDID_SIZE - 1; i++)
		sum += block[i];
	block[EDID_SIZE - 1] = -sum;
	edid->data_valid = true;
}

static int init_vgpu(struct stand_in_vgpu *self)
{
	struct intel_vgpu *vgpu = &self->vgpu;
	struct intel_vgpu_port *port = intel_vgpu_port(vgpu, PORT_B);
	int ret;

	init_config(vgpu);
	init_edid(&self->edid, self->type->resolution);
	port->edid = &self->edid;
	port->type = GVT_DP_B;
	port->id = self->type->resolution;
	ret = intel_gvt_hypervisor_attach_vgpu(vgpu);
	if (ret)
		return ret;
	ret = intel_gvt_hypervisor_set_opregion(vgpu);
	if (!ret)
		ret = intel_gvt_hypervisor_set_edid(vgpu, PORT_B);
	if (ret)
		intel_gvt_hypervisor_detach_vgpu(vgpu);
	return ret;
}

static struct intel_vgpu *create_vgpu(struct intel_gvt *gvt,
				      struct intel_vgpu_type *type)
{
	struct stand_in_vgpu *self;
	struct intel_vgpu *vgpu;
	int ret = -ENOMEM;

	self = vzalloc(sizeof(*self));
	if (!self)
		return ERR_PTR(-ENOMEM);
	vgpu = &self->vgpu;
	vgpu->gvt = gvt;
	self->type = type;
	mutex_init(&vgpu->vgpu_lock);
	INIT_LIST_HEAD(&self->entries);
	vgpu->mmio.vreg = vzalloc(gvt->device_info.mmio_size);
	if (!vgpu->mmio.vreg)
		goto err_free;
	vgpu_opregion(vgpu)->va = (void *)__get_free_pages(
		GFP_KERNEL | __GFP_ZERO, get_order(INTEL_GVT_OPREGION_SIZE));
	if (!vgpu_opregion(vgpu)->va)
		goto err_registers;
	memcpy(vgpu_opregion(vgpu)->va, "IntelGraphicsMem", 16);

	mutex_lock(&gvt->lock);
	self->slots = free_slots(type_table[type - host->types].slots);
	ret = -ENOSPC;
	if (self->slots)
		ret = idr_alloc(&gvt->vgpu_idr, vgpu, 1, GVT_MAX_VGPU,
				GFP_KERNEL);
	if (ret >= 0) {
		vgpu->id = ret;
		vgpu->gm.low_gm_node.start = __ffs(self->slots) * SLOT_SIZE;
		vgpu->gm.aperture_sz = type->low_gm_size;
		vgpu->gm.hidden_sz = type->high_gm_size;
		ret = init_vgpu(self);
		if (ret)
			idr_remove(&gvt->vgpu_idr, vgpu->id);
	}
	if (!ret) {
		host->slots |= self->slots;
		update_types();
	}
	mutex_unlock(&gvt->lock);
	if (!ret)
		return vgpu;

	free_pages((unsigned long)vgpu_opregion(vgpu)->va,
		   get_order(INTEL_GVT_OPREGION_SIZE));
err_registers:
	vfree(vgpu->mmio.vreg);
err_free:
	vfree(self);
	return ERR_PTR(ret);
}

static void destroy_vgpu(struct intel_vgpu *vgpu)
{
	struct stand_in_vgpu *self = to_stand_in(vgpu);
	struct intel_gvt *gvt = vgpu->gvt;

	WARN(vgpu->active, "vGPU is still active!\n");
	mutex_lock(&gvt->lock);
	idr_remove(&gvt->vgpu_idr, vgpu->id);
	host->slots &= ~self->slots;
	update_types();
	mutex_unlock(&gvt->lock);

	free_pages((unsigned long)vgpu_opregion(vgpu)->va,
		   get_order(INTEL_GVT_OPREGION_SIZE));
	intel_gvt_hypervisor_detach_vgpu(vgpu);
	vfree(vgpu->mmio.vreg);
	vfree(self);
}

static void activate_vgpu(struct intel_vgpu *vgpu)
{
	mutex_lock(&vgpu->vgpu_lock);
	vgpu->active = true;
	mutex_unlock(&vgpu->vgpu_lock);
}

static void deactivate_vgpu(struct intel_vgpu *vgpu)
{
	mutex_lock(&vgpu->vgpu_lock);
	vgpu->active = false;
	mutex_unlock(&vgpu->vgpu_lock);
}

static void release_vgpu(struct intel_vgpu *vgpu)
{
	deactivate_vgpu(vgpu);
	mutex_lock(&vgpu->vgpu_lock);
	drop_entries(vgpu);
	forget_plane(to_stand_in(vgpu));
	mutex_unlock(&vgpu->vgpu_lock);
}

static void reset_vgpu(struct intel_vgpu *vgpu)
{
	mutex_lock(&vgpu->vgpu_lock);
	drop_entries(vgpu);
	memset(vgpu->mmio.vreg, 0, vgpu->gvt->device_info.mmio_size);
	init_config(vgpu);
	mutex_unlock(&vgpu->vgpu_lock);
}

static const struct intel_gvt_ops ops = {
	.emulate_cfg_read = read_config,
	.emulate_cfg_write = write_config,
	.emulate_mmio_read = read_registers,
	.emulate_mmio_write = write_registers,
	.vgpu_create = create_vgpu,
	.vgpu_destroy = destroy_vgpu,
	.vgpu_release = release_vgpu,
	.vgpu_reset = reset_vgpu,
	.vgpu_activate = activate_vgpu,
	.vgpu_deactivate = deactivate_vgpu,
#if HAS_TYPE_OPS
	.gvt_find_vgpu_type = find_type,
	.get_gvt_attrs = get_type_groups,
#endif
	.vgpu_query_plane = query_plane,
	.vgpu_get_dmabuf = get_dmabuf,
	.write_protect_handler = write_tracked,
	.emulate_hotplug = emulate_hotplug,
};

/* What a hypervisor's module calls */

int intel_gvt_register_hypervisor(typeof(intel_gvt_host.mpt) mpt)
{
	int ret;

	if (!intel_gvt_host.initialized)
		return -ENODEV;
	if (mpt->type != INTEL_GVT_HYPERVISOR_KVM &&
	    mpt->type != INTEL_GVT_HYPERVISOR_XEN)
		return -EINVAL;
	if (!try_module_get(THIS_MODULE))
		return -ENODEV;
	intel_gvt_host.mpt = mpt;
	intel_gvt_host.hypervisor_type = mpt->type;
	ret = intel_gvt_hypervisor_host_init(intel_gvt_host.dev, &host->gvt,
					     &ops);
	if (ret < 0) {
		module_put(THIS_MODULE);
		return -ENODEV;
	}
	return 0;
}
EXPORT_SYMBOL_GPL(intel_gvt_register_hypervisor);

void intel_gvt_unregister_hypervisor(void)
{
#if HAS_TYPE_OPS
	intel_gvt_hypervisor_host_exit(intel_gvt_host.dev);
#else
	intel_gvt_hypervisor_host_exit(intel_gvt_host.dev, &host->gvt);
#endif
	module_put(THIS_MODULE);
}
EXPORT_SYMBOL_GPL(intel_gvt_unregister_hypervisor);

/* The device, on a bus and with a driver */

static int match_all(struct device *dev, struct device_driver *driver)
{
	return 1;
}

static struct bus_type bus = {
	.name = "pci",
	.match = match_all,
};

static int probe_device(struct device *dev)
{
	struct drm_i915_private *i915 = &host->i915;
	struct intel_gvt *gvt = &host->gvt;

	i915->drm.dev = dev;
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 12, 0)
	i915->drm.pdev = &host->pdev;
#endif
	i915->gvt = gvt;
	i915->gt.i915 = i915;
	i915->gt.ggtt = &host->ggtt;
	gvt->gt = &i915->gt;
	mutex_init(&gvt->lock);
	mutex_init(&gvt->sched_lock);
	idr_init(&gvt->vgpu_idr);
	gvt->device_info.max_support_vgpus = GVT_MAX_VGPU;
	gvt->device_info.cfg_space_size = PCI_CFG_SPACE_EXP_SIZE;
	gvt->device_info.mmio_size = 2 * MIB;
	gvt->device_info.gtt_start_offset = 8 * MIB;
	gvt->device_info.gtt_entry_size = 8;
	gvt->device_info.gtt_entry_size_shift = 3;
	gvt->device_info.msi_cap_offset = MSI_CAP;

	host->ggtt.gmadr.start = 0xd0000000;
	host->ggtt.gmadr.end = 0xd0000000 + SLOT_COUNT * SLOT_SIZE - 1;
	host->ggtt.mappable_end = SLOT_COUNT * SLOT_SIZE;
	host->ggtt.vm.total = 1024 * MIB;
	host->ggtt.num_fences = 32;
	host->ggtt.iomap.base = host->ggtt.gmadr.start;
	host->ggtt.iomap.size = host->ggtt.mappable_end;
	host->ggtt.iomap.iomem = ioremap_wc(host->ggtt.gmadr.start,
					    host->ggtt.mappable_end);
	if (!host->ggtt.iomap.iomem)
		return -EIO;
	init_types();
	dev_set_drvdata(dev, i915);
	intel_gvt_host.dev = dev;
	intel_gvt_host.initialized = true;
	return 0;
}

static int remove_device(struct device *dev)
{
	intel_gvt_host.initialized = false;
	iounmap(host->ggtt.iomap.iomem);
	idr_destroy(&host->gvt.vgpu_idr);
	return 0;
}

static struct device_driver driver = {
	.name = "i915",
	.bus = &bus,
	.owner = THIS_MODULE,
	.probe = probe_device,
	.remove = remove_device,
};

static void release_device(struct device *dev)
{
	vfree(host);
	host = NULL;
}

static int __init i915_gvt_init(void)
{
	int ret;

	root = root_device_register("pci0000:00");
	if (IS_ERR(root))
		return PTR_ERR(root);
	ret = bus_register(&bus);
	if (ret)
		goto err_root;
	ret = driver_register(&driver);
	if (ret)
		goto err_bus;
	host = vzalloc(sizeof(*host));
	if (!host) {
		ret = -ENOMEM;
		goto err_driver;
	}
	host->pdev.vendor = PCI_VENDOR_ID_INTEL;
	host->pdev.device = 0x1912;
	device_initialize(&host->pdev.dev);
	host->pdev.dev.parent = root;
	host->pdev.dev.bus = &bus;
	host->pdev.dev.release = release_device;
	ret = dev_set_name(&host->pdev.dev, "0000:00:02.0");
	if (!ret)
		ret = device_add(&host->pdev.dev);
	if (!ret)
		return 0;
	put_device(&host->pdev.dev);
err_driver:
	driver_unregister(&driver);
err_bus:
	bus_unregister(&bus);
err_root:
	root_device_unregister(root);
	return ret;
}

static void __exit i915_gvt_exit(void)
{
	device_unregister(&host->pdev.dev);
	driver_unregister(&driver);
	bus_unregister(&bus);
	root_device_unregister(root);
}

module_init(i915_gvt_init);
module_exit(i915_gvt_exit);
MODULE_LICENSE("GPL");
