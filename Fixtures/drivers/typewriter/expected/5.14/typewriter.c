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
	struct vfio_device vdev;
	struct mutex keys;
	char line[TYPEWRITER_COLUMNS];
	unsigned int column;
	unsigned int bells;
};

static struct device *typewriter_office;

static const struct vfio_device_ops typewriter_dev_ops;
static void typewriter_release_state(struct typewriter *tw);

static int typewriter_probe(struct mdev_device *mdev)
{
	struct typewriter *tw;
	int ret;

	tw = kzalloc(sizeof(*tw), GFP_KERNEL);
	if (!tw)
		return -ENOMEM;

	vfio_init_group_dev(&tw->vdev, &mdev->dev, &typewriter_dev_ops);

	mutex_init(&tw->keys);
	dev_set_drvdata(&mdev->dev, tw);

	ret = vfio_register_group_dev(&tw->vdev);
	if (ret) {
		typewriter_release_state(tw);
		return ret;
	}

	return 0;
}

static void typewriter_release_state(struct typewriter *tw)
{
	kfree(tw);
}

static void typewriter_remove(struct mdev_device *mdev)
{
	struct typewriter *tw = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&tw->vdev);
	typewriter_release_state(tw);
}

static int typewriter_open(struct vfio_device *vdev)
{
	return 0;
}

static void typewriter_release(struct vfio_device *vdev)
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

static ssize_t typewriter_read(struct vfio_device *vdev, char __user *buf,
			       size_t count, loff_t *ppos)
{
	struct typewriter *tw = container_of(vdev, struct typewriter, vdev);
	ssize_t ret;

	mutex_lock(&tw->keys);
	ret = min_t(size_t, count, tw->column);
	if (copy_to_user(buf, tw->line, ret))
		ret = -EFAULT;
	mutex_unlock(&tw->keys);

	return ret;
}

static ssize_t typewriter_write(struct vfio_device *vdev,
				const char __user *buf, size_t count,
				loff_t *ppos)
{
	struct typewriter *tw = container_of(vdev, struct typewriter, vdev);
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

static long typewriter_ioctl(struct vfio_device *vdev, unsigned int cmd,
			     unsigned long arg)
{
	struct typewriter *tw = container_of(vdev, struct typewriter, vdev);

	if (cmd != VFIO_DEVICE_RESET)
		return -ENOTTY;

	mutex_lock(&tw->keys);
	memset(tw->line, 0, sizeof(tw->line));
	tw->column = 0;
	mutex_unlock(&tw->keys);
	return 0;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
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

static const struct vfio_device_ops typewriter_dev_ops = {
	.name = "vfio-typewriter",
	.open = typewriter_open,
	.release = typewriter_release,
	.read = typewriter_read,
	.write = typewriter_write,
	.ioctl = typewriter_ioctl,
};

static struct mdev_driver typewriter_driver = {
	.driver = {
		.name = "typewriter",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = typewriter_probe,
	.remove = typewriter_remove,
};

static const struct mdev_parent_ops typewriter_ops = {
	.owner = THIS_MODULE,
	.device_driver = &typewriter_driver,
	.supported_type_groups = typewriter_groups,
};

static int __init typewriter_init(void)
{
	int ret;

	typewriter_office = root_device_register("typewriter");
	if (IS_ERR(typewriter_office))
		return PTR_ERR(typewriter_office);

	ret = mdev_register_driver(&typewriter_driver);
	if (ret) {
		root_device_unregister(typewriter_office);
		return ret;
	}

	ret = mdev_register_device(typewriter_office, &typewriter_ops);
	if (ret) {
		mdev_unregister_driver(&typewriter_driver);
		root_device_unregister(typewriter_office);
	}
	return ret;
}

static void __exit typewriter_exit(void)
{
	mdev_unregister_device(typewriter_office);
	mdev_unregister_driver(&typewriter_driver);
	root_device_unregister(typewriter_office);
}

module_init(typewriter_init);
module_exit(typewriter_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated typewriters");
