/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _NET_DEVLINK_H
#define _NET_DEVLINK_H

#include <linux/device.h>
#include <linux/slab.h>
#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/netdevice.h>
#include <linux/netlink.h>
#include <net/net_namespace.h>
#include <linux/version.h>

struct devlink;
struct devlink_info_req;

enum devlink_port_flavour {
	DEVLINK_PORT_FLAVOUR_PHYSICAL,
	DEVLINK_PORT_FLAVOUR_CPU,
	DEVLINK_PORT_FLAVOUR_DSA,
	DEVLINK_PORT_FLAVOUR_PCI_PF,
	DEVLINK_PORT_FLAVOUR_PCI_VF,
	DEVLINK_PORT_FLAVOUR_VIRTUAL,
	DEVLINK_PORT_FLAVOUR_UNUSED,
	DEVLINK_PORT_FLAVOUR_PCI_SF
};

enum devlink_port_fn_state {
	DEVLINK_PORT_FN_STATE_INACTIVE,
	DEVLINK_PORT_FN_STATE_ACTIVE
};

enum devlink_port_fn_opstate {
	DEVLINK_PORT_FN_OPSTATE_DETACHED,
	DEVLINK_PORT_FN_OPSTATE_ATTACHED
};

struct devlink_port_phys_attrs {
	u32 port_number;
	u32 split_subport_number;
};

struct devlink_port_attrs {
	u8 split:1;
	u8 splittable:1;
	u32 lanes;
	enum devlink_port_flavour flavour;
	struct devlink_port_phys_attrs phys;
};

struct devlink_port {
	struct list_head list;
	struct devlink *devlink;
	unsigned int index;
	void *type_dev;
	struct devlink_port_attrs attrs;
};

struct devlink_port_new_attrs {
	enum devlink_port_flavour flavour;
	unsigned int port_index;
	u32 controller;
	u32 sfnum;
	u16 pfnum;
	u8 port_index_valid:1,
	   controller_valid:1,
	   sfnum_valid:1;
};

struct devlink_ops {
	int (*info_get)(struct devlink *devlink, struct devlink_info_req *req,
			struct netlink_ext_ack *extack);
	int (*port_new)(struct devlink *devlink, const struct devlink_port_new_attrs *attrs,
			struct netlink_ext_ack *extack, unsigned int *new_port_index);
	int (*port_del)(struct devlink *devlink, unsigned int port_index,
			struct netlink_ext_ack *extack);
	int (*port_fn_state_get)(struct devlink_port *port,
				 enum devlink_port_fn_state *state,
				 enum devlink_port_fn_opstate *opstate,
				 struct netlink_ext_ack *extack);
	int (*port_fn_state_set)(struct devlink_port *port,
				 enum devlink_port_fn_state state,
				 struct netlink_ext_ack *extack);
};

/* The device moved from devlink_register to devlink_alloc with 5.15. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 15, 0)
struct devlink *devlink_alloc(const struct devlink_ops *ops, size_t priv_size,
			      struct device *dev);
void devlink_register(struct devlink *devlink);
#else
struct devlink *devlink_alloc(const struct devlink_ops *ops, size_t priv_size);
int devlink_register(struct devlink *devlink, struct device *dev);
#endif
void *devlink_priv(struct devlink *devlink);
struct devlink *priv_to_devlink(void *priv);
void devlink_free(struct devlink *devlink);
void devlink_unregister(struct devlink *devlink);
int devlink_port_register(struct devlink *devlink, struct devlink_port *devlink_port,
			  unsigned int port_index);
void devlink_port_unregister(struct devlink_port *devlink_port);
void devlink_port_type_eth_set(struct devlink_port *devlink_port,
			       struct net_device *netdev);
void devlink_port_attrs_set(struct devlink_port *devlink_port,
			    struct devlink_port_attrs *attrs);

#endif /* _NET_DEVLINK_H */
