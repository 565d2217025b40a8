/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PROPERTY_H
#define _LINUX_PROPERTY_H

#include <linux/types.h>
#include <linux/bits.h>

struct device;
bool device_property_present(struct device *dev, const char *propname);
int device_property_read_u32(struct device *dev, const char *propname, u32 *val);
const void *device_get_match_data(struct device *dev);

struct fwnode_handle;
bool device_property_read_bool(struct device *dev, const char *propname);
int device_property_read_u8(struct device *dev, const char *propname, u8 *val);
int device_property_read_u16(struct device *dev, const char *propname, u16 *val);
int device_property_read_u64(struct device *dev, const char *propname, u64 *val);
int device_property_read_u32_array(struct device *dev, const char *propname, u32 *val,
				   size_t nval);
int device_property_read_string(struct device *dev, const char *propname, const char **val);
bool fwnode_property_present(const struct fwnode_handle *fwnode, const char *propname);
int fwnode_property_read_u32(const struct fwnode_handle *fwnode, const char *propname,
			     u32 *val);
int fwnode_property_read_string(const struct fwnode_handle *fwnode, const char *propname,
				const char **val);
struct fwnode_handle *dev_fwnode(struct device *dev);
struct fwnode_handle *fwnode_handle_get(struct fwnode_handle *fwnode);
void fwnode_handle_put(struct fwnode_handle *fwnode);
struct fwnode_handle *device_get_next_child_node(struct device *dev,
						 struct fwnode_handle *child);
unsigned int device_get_child_node_count(struct device *dev);
#define device_for_each_child_node(dev, child) \
	for (child = device_get_next_child_node(dev, NULL); child; \
	     child = device_get_next_child_node(dev, child))

#endif /* _LINUX_PROPERTY_H */
