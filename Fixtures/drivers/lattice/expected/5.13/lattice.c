// SPDX-License-Identifier: GPL-2.0
/*
 * lattice - mediated cell automata
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct lattice_cells {
	u64 row;
	u8 rule;
};

static struct device *lattice_dev;

static u64 lattice_step(u64 row, u8 rule)
{
	u64 next = 0;
	int i;

	for (i = 0; i < 64; i++)
		if (rule & (1 << (((row << 1) >> i) & 7)))
			next |= 1ull << i;
	return next;
}

static int lattice_new(struct mdev_device *mdev, u8 rule)
{
	struct lattice_cells *cells;

	cells = kzalloc(sizeof(*cells), GFP_KERNEL);
	if (!cells)
		return -ENOMEM;

	cells->rule = rule;
	cells->row = 1ull << 32;
	mdev_set_drvdata(mdev, cells);
	return 0;
}

static int rule30_create(struct mdev_device *mdev)
{
	return lattice_new(mdev, 30);
}

static int rule30_remove(struct mdev_device *mdev)
{
	kfree(mdev_get_drvdata(mdev));
	return 0;
}

static int rule30_open(struct mdev_device *mdev)
{
	return 0;
}

static void rule30_release(struct mdev_device *mdev)
{
}

static ssize_t rule30_read(struct mdev_device *mdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct lattice_cells *cells = mdev_get_drvdata(mdev);

	if (count != sizeof(cells->row))
		return -EINVAL;

	cells->row = lattice_step(cells->row, cells->rule);
	if (copy_to_user(buf, &cells->row, count))
		return -EFAULT;
	return count;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "rule 30\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *rule30_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group rule30_group = {
	.name = "rule30",
	.attrs = rule30_attrs,
};

static struct attribute_group *rule30_groups[] = { &rule30_group, NULL };

#define LATTICE_OPS(kind)						\
	static const struct mdev_parent_ops kind##_ops = {		\
		.owner = THIS_MODULE,					\
		.supported_type_groups = kind##_groups,			\
		.create = kind##_create,				\
		.remove = kind##_remove,				\
		.open = kind##_open,					\
		.release = kind##_release,				\
		.read = kind##_read,					\
	}

LATTICE_OPS(rule30);

static int __init lattice_init(void)
{
	int ret;

	lattice_dev = root_device_register("lattice");
	if (IS_ERR(lattice_dev))
		return PTR_ERR(lattice_dev);

	ret = mdev_register_device(lattice_dev, &rule30_ops);
	if (ret)
		root_device_unregister(lattice_dev);
	return ret;
}

static void __exit lattice_exit(void)
{
	mdev_unregister_device(lattice_dev);
	root_device_unregister(lattice_dev);
}

module_init(lattice_init);
module_exit(lattice_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated cell automata");
