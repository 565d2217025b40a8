// SPDX-License-Identifier: GPL-2.0
/*
 * kiln - mediated firing programs
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

#define KILN_STEPS	8

struct kiln_program {
	struct mutex lock;
	u16 celsius[KILN_STEPS];
	unsigned int step;
};

static struct device *kiln_dev;

static struct kiln_program *kiln_of(struct mdev_device *mdev)
{
	return dev_get_drvdata(&mdev->dev);
}

static void kiln_attach(struct mdev_device *mdev, struct kiln_program *prog)
{
	dev_set_drvdata(&mdev->dev, prog);
}

static int kiln_create(struct mdev_device *mdev)
{
	struct kiln_program *prog;
	unsigned int i;

	prog = kzalloc(sizeof(*prog), GFP_KERNEL);
	if (!prog)
		return -ENOMEM;

	mutex_init(&prog->lock);
	for (i = 0; i < KILN_STEPS; i++)
		prog->celsius[i] = 20;
	kiln_attach(mdev, prog);
	return 0;
}

static int kiln_remove(struct mdev_device *mdev)
{
	struct kiln_program *prog = kiln_of(mdev);

	kiln_attach(mdev, NULL);
	kfree(prog);
	return 0;
}

static int kiln_open(struct mdev_device *mdev)
{
	return 0;
}

static void kiln_release(struct mdev_device *mdev)
{
}

static ssize_t kiln_read(struct mdev_device *mdev, char __user *buf,
			 size_t count, loff_t *ppos)
{
	struct kiln_program *prog = kiln_of(mdev);
	u16 celsius;

	if (count != sizeof(celsius))
		return -EINVAL;

	mutex_lock(&prog->lock);
	celsius = prog->celsius[prog->step];
	prog->step = (prog->step + 1) % KILN_STEPS;
	mutex_unlock(&prog->lock);

	return copy_to_user(buf, &celsius, sizeof(celsius)) ? -EFAULT : count;
}

static ssize_t kiln_write(struct mdev_device *mdev, const char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct kiln_program *prog = kiln_of(mdev);
	ssize_t ret = count;

	if (count != sizeof(prog->celsius))
		return -EINVAL;

	mutex_lock(&prog->lock);
	if (copy_from_user(prog->celsius, buf, count))
		ret = -EFAULT;
	mutex_unlock(&prog->lock);
	return ret;
}

static long kiln_ioctl(struct mdev_device *mdev, unsigned int cmd,
		       unsigned long arg)
{
	if (cmd != VFIO_DEVICE_RESET)
		return -ENOTTY;

	kiln_of(mdev)->step = 0;
	return 0;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%d step program\n", KILN_STEPS);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *kiln_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group kiln_group = {
	.name = "program",
	.attrs = kiln_attrs,
};

static struct attribute_group *kiln_groups[] = {
	&kiln_group,
	NULL,
};

/* An mdev as vfio sees it. */
struct kiln_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void kiln_mdev_release(struct device *dev, void *res)
{
}

static struct mdev_device *kiln_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct kiln_mdev, vdev)->mdev;
}

static int kiln_vfio_open(struct vfio_device *vdev)
{
	return kiln_open(kiln_to_mdev(vdev));
}

static void kiln_vfio_release(struct vfio_device *vdev)
{
	kiln_release(kiln_to_mdev(vdev));
}

static ssize_t kiln_vfio_read(struct vfio_device *vdev, char __user *buf,
			      size_t count, loff_t *ppos)
{
	return kiln_read(kiln_to_mdev(vdev), buf, count, ppos);
}

static ssize_t kiln_vfio_write(struct vfio_device *vdev, const char __user *buf,
			       size_t count, loff_t *ppos)
{
	return kiln_write(kiln_to_mdev(vdev), buf, count, ppos);
}

static long kiln_vfio_ioctl(struct vfio_device *vdev, unsigned int cmd,
			    unsigned long arg)
{
	return kiln_ioctl(kiln_to_mdev(vdev), cmd, arg);
}

static const struct vfio_device_ops kiln_dev_ops = {
	.name = "vfio-kiln",
	.open = kiln_vfio_open,
	.release = kiln_vfio_release,
	.read = kiln_vfio_read,
	.write = kiln_vfio_write,
	.ioctl = kiln_vfio_ioctl,
};

static int kiln_mdev_probe(struct mdev_device *mdev)
{
	struct kiln_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(kiln_mdev_release, sizeof(*wrapped), GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &kiln_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = kiln_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		kiln_remove(mdev);

	return ret;
}

static void kiln_mdev_remove(struct mdev_device *mdev)
{
	struct kiln_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, kiln_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	kiln_remove(mdev);
}

static struct mdev_driver kiln_driver = {
	.driver = {
		.name = "kiln",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = kiln_mdev_probe,
	.remove = kiln_mdev_remove,
	.supported_type_groups = kiln_groups,
};

static int __init kiln_init(void)
{
	int ret;

	kiln_dev = root_device_register("kiln");
	if (IS_ERR(kiln_dev))
		return PTR_ERR(kiln_dev);

	ret = mdev_register_driver(&kiln_driver);
	if (ret) {
		root_device_unregister(kiln_dev);
		return ret;
	}

	ret = mdev_register_device(kiln_dev, &kiln_driver);
	if (ret) {
		mdev_unregister_driver(&kiln_driver);
		root_device_unregister(kiln_dev);
	}
	return ret;
}

static void __exit kiln_exit(void)
{
	mdev_unregister_device(kiln_dev);
	mdev_unregister_driver(&kiln_driver);
	root_device_unregister(kiln_dev);
}

module_init(kiln_init);
module_exit(kiln_exit);

MODULE_LICENSE("GPL v2");
MODULE_DESCRIPTION("Mediated firing programs");
