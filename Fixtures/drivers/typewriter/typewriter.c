// SPDX-License-Identifier: GPL-2.0
/*
 * typewriter - mediated typewriters
 *
 * Made for the Zürich office: a carriage of eighty columns and a bell.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define TYPEWRITER_COLUMNS	80
#define TYPEWRITER_BELL		(TYPEWRITER_COLUMNS - 8)

struct typewriter {
	struct mutex keys;
	char line[TYPEWRITER_COLUMNS];
	unsigned int column;
	unsigned int bells;
};

static struct device *typewriter_office;

static int typewriter_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 typewriter_create */
{
	struct typewriter *tw;

	tw = kzalloc(sizeof(*tw), GFP_KERNEL);
	if (!tw)
		return -ENOMEM;

	mutex_init(&tw->keys);
	mdev_set_drvdata(mdev, tw);
/*~ M-26 mdev_set_drvdata */

	return 0;
}

static int typewriter_remove(struct mdev_device *mdev)
{
	struct typewriter *tw = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	kfree(tw);
	return 0;
}

static int typewriter_open(struct mdev_device *mdev)
{
	return 0;
}

static void typewriter_release(struct mdev_device *mdev)
{
}

static void typewriter_type(struct typewriter *tw, char c)
{
	if (c == '\r' || tw->column == TYPEWRITER_COLUMNS)
		tw->column = 0;
	if (c == '\r')
		return;

	tw->line[tw->column++] = c;
	if (tw->column == TYPEWRITER_BELL)
		tw->bells++;
}

static ssize_t typewriter_read(struct mdev_device *mdev, char __user *buf,
			       size_t count, loff_t *ppos)
{
	struct typewriter *tw = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&tw->keys);
	ret = min_t(size_t, count, tw->column);
	if (copy_to_user(buf, tw->line, ret))
		ret = -EFAULT;
	mutex_unlock(&tw->keys);

	return ret;
}

static ssize_t typewriter_write(struct mdev_device *mdev,
				const char __user *buf, size_t count,
				loff_t *ppos)
{
	struct typewriter *tw = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	size_t i;
	char c;

	mutex_lock(&tw->keys);
	for (i = 0; i < count; i++) {
		if (copy_from_user(&c, buf + i, 1)) {
			mutex_unlock(&tw->keys);
			return -EFAULT;
		}
		typewriter_type(tw, c);
	}
	mutex_unlock(&tw->keys);

	return count;
}

static long typewriter_ioctl(struct mdev_device *mdev, unsigned int cmd,
			     unsigned long arg)
{
	struct typewriter *tw = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	if (cmd != VFIO_DEVICE_RESET)
		return -ENOTTY;

	mutex_lock(&tw->keys);
	memset(tw->line, 0, sizeof(tw->line));
	tw->column = 0;
	mutex_unlock(&tw->keys);
	return 0;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "%d columns\n", TYPEWRITER_COLUMNS);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *typewriter_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group typewriter_group = {
	.name = "office",
	.attrs = typewriter_attrs,
};

static struct attribute_group *typewriter_groups[] = {
	&typewriter_group,
	NULL,
};

static const struct mdev_parent_ops typewriter_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = typewriter_groups,
/*~ M-14 supported_type_groups */
	.create = typewriter_create,
/*~ M-02 create */
	.remove = typewriter_remove,
/*~ M-05 remove */
	.open = typewriter_open,
/*~ M-10 open */
	.release = typewriter_release,
/*~ M-10 release */
	.read = typewriter_read,
/*~ M-10 read */
	.write = typewriter_write,
/*~ M-10 write */
	.ioctl = typewriter_ioctl,
/*~ M-10 ioctl */
};

static int __init typewriter_init(void)
{
	int ret;

	typewriter_office = root_device_register("typewriter");
	if (IS_ERR(typewriter_office))
		return PTR_ERR(typewriter_office);

	ret = mdev_register_device(typewriter_office, &typewriter_ops);
/*~ M-17 mdev_register_device */
	if (ret)
		root_device_unregister(typewriter_office);
	return ret;
}

static void __exit typewriter_exit(void)
{
	mdev_unregister_device(typewriter_office);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(typewriter_office);
}

module_init(typewriter_init);
module_exit(typewriter_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated typewriters");
