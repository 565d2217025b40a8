/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_OF_H
#define _LINUX_OF_H

#include <linux/types.h>
#include <linux/mod_devicetable.h>
#include <asm/byteorder.h>
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/notifier.h>
#include <linux/property.h>
#include <linux/spinlock.h>
#include <linux/topology.h>

struct device;
typedef u32 phandle;

struct property {
	char *name;
	int length;
	void *value;
	struct property *next;
};

struct device_node {
	const char *name;
	phandle phandle;
	const char *full_name;
	struct property *properties;
	struct device_node *parent;
	struct device_node *child;
	struct device_node *sibling;
	void *data;
};

#define MAX_PHANDLE_ARGS	16
struct of_phandle_args {
	struct device_node *np;
	int args_count;
	u32 args[MAX_PHANDLE_ARGS];
};

int of_property_read_u32(const struct device_node *np, const char *propname, u32 *out);
bool of_property_read_bool(const struct device_node *np, const char *propname);
#define of_match_ptr(_ptr)	(_ptr)

struct device_node *of_node_get(struct device_node *node);
void of_node_put(struct device_node *node);
struct device_node *of_get_parent(const struct device_node *node);
struct device_node *of_get_next_child(const struct device_node *node,
				      struct device_node *prev);
struct device_node *of_get_next_available_child(const struct device_node *node,
						struct device_node *prev);
struct device_node *of_get_child_by_name(const struct device_node *node, const char *name);
struct device_node *of_find_node_by_path(const char *path);
struct device_node *of_find_node_by_name(struct device_node *from, const char *name);
struct device_node *of_find_node_by_phandle(phandle handle);
struct device_node *of_find_compatible_node(struct device_node *from, const char *type,
					    const char *compat);
struct device_node *of_find_matching_node_and_match(struct device_node *from,
				const struct of_device_id *matches,
				const struct of_device_id **match);
const struct of_device_id *of_match_node(const struct of_device_id *matches,
					 const struct device_node *node);
struct device_node *of_parse_phandle(const struct device_node *np, const char *phandle_name,
				     int index);
int of_parse_phandle_with_args(const struct device_node *np, const char *list_name,
			       const char *cells_name, int index,
			       struct of_phandle_args *out_args);
int of_parse_phandle_with_fixed_args(const struct device_node *np, const char *list_name,
				     int cells_count, int index,
				     struct of_phandle_args *out_args);
int of_count_phandle_with_args(const struct device_node *np, const char *list_name,
			       const char *cells_name);
int of_device_is_compatible(const struct device_node *device, const char *name);
bool of_device_is_available(const struct device_node *device);
bool of_machine_is_compatible(const char *compat);
bool of_node_name_eq(const struct device_node *np, const char *name);
bool of_have_populated_dt(void);
int of_alias_get_id(struct device_node *np, const char *stem);
int of_n_addr_cells(struct device_node *np);
int of_n_size_cells(struct device_node *np);
int of_get_child_count(const struct device_node *np);
int of_get_available_child_count(const struct device_node *np);
struct property *of_find_property(const struct device_node *np, const char *name, int *lenp);
const void *of_get_property(const struct device_node *node, const char *name, int *lenp);
int of_property_read_u8(const struct device_node *np, const char *propname, u8 *out);
int of_property_read_u16(const struct device_node *np, const char *propname, u16 *out);
int of_property_read_s32(const struct device_node *np, const char *propname, s32 *out);
int of_property_read_u64(const struct device_node *np, const char *propname, u64 *out);
int of_property_read_u8_array(const struct device_node *np, const char *propname,
			      u8 *out_values, size_t sz);
int of_property_read_u16_array(const struct device_node *np, const char *propname,
			       u16 *out_values, size_t sz);
int of_property_read_u32_array(const struct device_node *np, const char *propname,
			       u32 *out_values, size_t sz);
int of_property_read_u32_index(const struct device_node *np, const char *propname,
			       u32 index, u32 *out_value);
int of_property_read_string(const struct device_node *np, const char *propname,
			    const char **out_string);
int of_property_read_string_index(const struct device_node *np, const char *propname,
				  int index, const char **output);
int of_property_count_elems_of_size(const struct device_node *np, const char *propname,
				    int elem_size);
int of_property_count_strings(const struct device_node *np, const char *propname);
int of_property_match_string(const struct device_node *np, const char *propname,
			     const char *string);
u64 of_read_number(const __be32 *cell, int size);
#define of_find_matching_node(from, matches) \
	of_find_matching_node_and_match(from, matches, NULL)
#define for_each_child_of_node(parent, child) \
	for (child = of_get_next_child(parent, NULL); child != NULL; \
	     child = of_get_next_child(parent, child))
#define for_each_available_child_of_node(parent, child) \
	for (child = of_get_next_available_child(parent, NULL); child != NULL; \
	     child = of_get_next_available_child(parent, child))
#define for_each_compatible_node(dn, type, compatible) \
	for (dn = of_find_compatible_node(NULL, type, compatible); dn; \
	     dn = of_find_compatible_node(dn, type, compatible))
#define for_each_matching_node(dn, matches) \
	for (dn = of_find_matching_node(NULL, matches); dn; \
	     dn = of_find_matching_node(dn, matches))

#endif /* _LINUX_OF_H */
