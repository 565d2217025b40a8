// SPDX-License-Identifier: GPL-2.0
/*
 * magpie - mediated nests, full of shiny things
 *
 * There is no mdev_parent_ops table "magpie_old_ops" any more; create and
 * remove are mdev_register_device() matters now.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct magpie_nest {
	u32 shiny;
	u32 dull;
};

struct magpie_claws {
	void *(*get)(struct mdev_device *mdev);
	void (*set)(struct mdev_device *mdev, void *data);
};

static const struct magpie_claws magpie_claws = {
	.get = mdev_get_drvdata,
	.set = mdev_set_drvdata,
};

static struct device *magpie_tree;

static int magpie_create(struct mdev_device *mdev)
{
	struct magpie_nest *nest;

	nest = kzalloc(sizeof(*nest), GFP_KERNEL);
	if (!nest)
		return -ENOMEM;

	magpie_claws.set(mdev, nest);
	return 0;
}

static int magpie_remove(struct mdev_device *mdev)
{
	void *(*get)(struct mdev_device *mdev) = mdev_get_drvdata;

	kfree(get(mdev));
	return 0;
}

static int magpie_open(struct mdev_device *mdev)
{
	return 0;
}

static void magpie_release(struct mdev_device *mdev)
{
}

static ssize_t magpie_read(struct mdev_device *mdev, char __user *buf,
			   size_t count, loff_t *ppos)
{
	struct magpie_nest *nest = magpie_claws.get(mdev);

	if (count != sizeof(nest->shiny))
		return -EINVAL;
	return copy_to_user(buf, &nest->shiny, count) ? -EFAULT : count;
}

static ssize_t magpie_write(struct mdev_device *mdev, const char __user *buf,
			    size_t count, loff_t *ppos)
{
	struct magpie_nest *nest = magpie_claws.get(mdev);
	u32 things;

	if (count != sizeof(things))
		return -EINVAL;
	if (copy_from_user(&things, buf, sizeof(things)))
		return -EFAULT;

	nest->shiny += things / 2;
	nest->dull += things - things / 2;
	return count;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "nest (struct mdev_parent_ops)\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *magpie_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group magpie_group = {
	.name = "nest",
	.attrs = magpie_attrs,
};

static struct attribute_group *magpie_groups[] = { &magpie_group, NULL };

static struct mdev_parent_ops magpie_ops = {
	.open = NULL,
	.release = NULL,
	.mmap = NULL
};

static const struct mdev_parent_ops magpie_spare_ops __maybe_unused = {
	.owner = THIS_MODULE,
	.supported_type_groups = magpie_groups,
	.create = magpie_create,
	.remove = magpie_remove,
};

static int __init magpie_init(void)
{
	int ret;

	magpie_ops.owner = THIS_MODULE,
	magpie_ops.supported_type_groups = magpie_groups,
	magpie_ops.create = magpie_create,
	magpie_ops.remove = magpie_remove,
	magpie_ops.open = magpie_open,
	magpie_ops.release = magpie_release,
	magpie_ops.read = magpie_read,
	magpie_ops.write = magpie_write;

	magpie_tree = root_device_register("magpie");
	if (IS_ERR(magpie_tree))
		return PTR_ERR(magpie_tree);

	ret = mdev_register_device(magpie_tree, &magpie_ops);
	if (ret)
		pr_err("mdev_register_device() failed: %d\n", ret);
	if (ret)
		root_device_unregister(magpie_tree);
	return ret;
}

static void __exit magpie_exit(void)
{
	mdev_unregister_device(magpie_tree);
	root_device_unregister(magpie_tree);
}

module_init(magpie_init);
module_exit(magpie_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated nests");
