/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PCI_HOTPLUG_H
#define _LINUX_PCI_HOTPLUG_H

#include <linux/pci.h>

struct hotplug_slot;

struct hotplug_slot_ops {
	int (*enable_slot)(struct hotplug_slot *slot);
	int (*disable_slot)(struct hotplug_slot *slot);
	int (*set_attention_status)(struct hotplug_slot *slot, u8 value);
	int (*get_power_status)(struct hotplug_slot *slot, u8 *value);
	int (*get_attention_status)(struct hotplug_slot *slot, u8 *value);
	int (*get_latch_status)(struct hotplug_slot *slot, u8 *value);
	int (*get_adapter_status)(struct hotplug_slot *slot, u8 *value);
	int (*reset_slot)(struct hotplug_slot *slot, int probe);
};

struct hotplug_slot {
	const struct hotplug_slot_ops *ops;
	struct list_head slot_list;
	struct pci_slot *pci_slot;
	struct module *owner;
	const char *mod_name;
};

const char *hotplug_slot_name(const struct hotplug_slot *slot);
int __pci_hp_register(struct hotplug_slot *slot, struct pci_bus *pbus, int nr,
		      const char *name, struct module *owner, const char *mod_name);
void pci_hp_deregister(struct hotplug_slot *slot);
#define pci_hp_register(slot, pbus, devnr, name) \
	__pci_hp_register(slot, pbus, devnr, name, THIS_MODULE, KBUILD_MODNAME)

#endif /* _LINUX_PCI_HOTPLUG_H */
